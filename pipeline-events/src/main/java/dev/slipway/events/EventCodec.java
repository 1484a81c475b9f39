package dev.slipway.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Events to and from Kafka records: CloudEvents 1.0, binary mode when writing, binary and structured when reading.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     protocol binding</a>
 */
public final class EventCodec {

    /** Events are small; logs and artifacts travel by reference. */
    public static final int MAX_BODY_BYTES = 64 * 1024;

    private static final String CAUSE = "causationid";
    private static final String TRACE = "traceparent";
    private static final String SEQUENCE = "sequence";
    private static final String KEY = "partitionkey";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private EventCodec() {}

    /** The mapper that gives events their JSON form. */
    public static ObjectMapper json() {
        return JSON;
    }

    /** @throws IllegalArgumentException if the body is larger than {@link #MAX_BODY_BYTES} */
    public static ProducerRecord<String, byte[]> encode(Envelope<?> envelope) {
        PipelineEvent event = envelope.event();
        CloudEventBuilder cloudEvent = CloudEventBuilder.v1()
                .withId(envelope.id().toString())
                .withSource(envelope.source())
                .withType(EventType.of(event).typeName())
                .withTime(envelope.time().atOffset(ZoneOffset.UTC))
                .withSubject(event.pipelineRun().id().toString())
                .withExtension(KEY, event.key())
                .withExtension(SEQUENCE, "%019d".formatted(event.pipelineRun().sequence()))
                .withExtension(TRACE, envelope.trace().value())
                .withData("application/json", body(event));
        if (envelope.cause() != null) {
            cloudEvent.withExtension(CAUSE, envelope.cause().toString());
        }
        return KafkaMessageFactory.<String>createWriter(EventType.topicOf(event).topicName(), event.key())
                .writeBinary(cloudEvent.build());
    }

    /** Never throws for what came over the wire. */
    public static Decoded decode(ConsumerRecord<?, byte[]> received) {
        try {
            CloudEvent cloudEvent = KafkaMessageFactory.createReader(received.headers(), received.value())
                    .toEvent();
            EventType.Named named = EventType.named(cloudEvent.getType());
            if (named.otherMajor()) {
                return new Decoded.OtherMajor(cloudEvent.getType());
            }
            if (named.type() == null) {
                return new Decoded.UnknownType(cloudEvent.getType());
            }
            return new Decoded.Known(envelope(cloudEvent, read(cloudEvent, named.type())));
        } catch (CloudEventRWException | IllegalArgumentException | IllegalStateException | IOException e) {
            return new Decoded.Malformed(reason(e));
        }
    }

    private static Envelope<PipelineEvent> envelope(CloudEvent cloudEvent, PipelineEvent event) {
        String cause = extension(cloudEvent, CAUSE);
        String trace = extension(cloudEvent, TRACE);
        OffsetDateTime time = cloudEvent.getTime();
        if (trace == null || time == null) {
            throw new IllegalArgumentException("attribute " + (time == null ? "time" : TRACE) + " is missing");
        }
        return new Envelope<>(
                EventId.of(cloudEvent.getId()),
                cloudEvent.getSource(),
                time.toInstant(),
                cause == null ? null : EventId.of(cause),
                new Traceparent(trace),
                event);
    }

    private static PipelineEvent read(CloudEvent cloudEvent, EventType type) throws IOException {
        CloudEventData data = cloudEvent.getData();
        if (data == null) {
            throw new IllegalArgumentException("the event has no body");
        }
        PipelineEvent event = JSON.readValue(data.toBytes(), type.recordClass());
        if (event == null) {
            throw new IllegalArgumentException("the body is null");
        }
        RequiredFields.check(event);
        return event;
    }

    private static byte[] body(PipelineEvent event) {
        try {
            byte[] body = JSON.writeValueAsBytes(event);
            if (body.length > MAX_BODY_BYTES) {
                throw new IllegalArgumentException("%s of %d bytes is larger than %d"
                        .formatted(EventType.of(event).typeName(), body.length, MAX_BODY_BYTES));
            }
            return body;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot write " + EventType.of(event).typeName(), e);
        }
    }

    private static @Nullable String extension(CloudEvent cloudEvent, String name) {
        Object value = cloudEvent.getExtension(name);
        return value == null ? null : value.toString();
    }

    private static String reason(Exception e) {
        if (e instanceof JsonProcessingException json) {
            return json.getOriginalMessage();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
