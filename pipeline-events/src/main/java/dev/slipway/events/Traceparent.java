package dev.slipway.events;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * W3C trace context: one trace id from the push to the DNS answer, a new span id for every hop.
 *
 * @param value {@code 00-<32 hex trace id>-<16 hex span id>-<2 hex flags>}
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">Trace Context, traceparent</a>
 */
public record Traceparent(String value) {

    private static final Pattern SHAPE = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}");

    public Traceparent {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a version 00 traceparent");
        }
    }

    /** A trace that starts here. */
    public static Traceparent start() {
        UUID trace = UUID.randomUUID();
        return new Traceparent("00-%016x%016x-%s-01"
                .formatted(trace.getMostSignificantBits(), trace.getLeastSignificantBits(), span(UUID.randomUUID())));
    }

    /** The same trace, with a span id that always comes out the same for the same event. */
    public Traceparent next(EventId event) {
        return new Traceparent("00-%s-%s-01".formatted(traceId(), span(event.value())));
    }

    public String traceId() {
        return value.substring(3, 35);
    }

    private static String span(UUID id) {
        long bits = id.getMostSignificantBits() ^ id.getLeastSignificantBits();
        return "%016x".formatted(bits == 0 ? 1 : bits);
    }

    @Override
    public String toString() {
        return value;
    }
}
