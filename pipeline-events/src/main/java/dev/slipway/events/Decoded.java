package dev.slipway.events;

/** What came out of a Kafka record. */
public sealed interface Decoded {

    /** One of our events. */
    record Known(Envelope<? extends PipelineEvent> envelope) implements Decoded {}

    /** A CloudEvent of a type this version does not know: skipped and counted. */
    record UnknownType(String type) implements Decoded {}

    /** One of our types in a major version this version cannot read: parked until an upgrade. */
    record OtherMajor(String type) implements Decoded {}

    /** Not a CloudEvent, or one whose body does not fit its type: a dead letter. */
    record Malformed(String reason) implements Decoded {}
}
