package dev.slipway.cli.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.terminal.Terminal;
import dev.slipway.cli.terminal.Terminal.Style;
import dev.slipway.events.Decoded;
import dev.slipway.events.Envelope;
import dev.slipway.events.EventCodec;
import dev.slipway.events.EventType;
import dev.slipway.events.PipelineEvent;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.StringJoiner;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One event as one line. */
public final class EventLine {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final int SHORT_ID = 8;
    private static final int LONGEST_VALUE = 100;

    private final Terminal terminal;
    private final boolean json;

    public EventLine(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    public boolean belongsTo(ConsumerRecord<String, byte[]> received, String runBeginning) {
        return EventCodec.decode(received) instanceof Decoded.Known known
                && known.envelope().event().pipelineRun().id().toString().startsWith(runBeginning);
    }

    public String of(ConsumerRecord<String, byte[]> received) {
        return switch (EventCodec.decode(received)) {
            case Decoded.Known known -> json ? asJson(known.envelope()) : asText(known.envelope());
            case Decoded.UnknownType unknown -> unreadable(received, "of the unknown type " + unknown.type());
            case Decoded.OtherMajor other -> unreadable(received, "of another major version, " + other.type());
            case Decoded.Malformed malformed -> unreadable(received, "that cannot be read: " + malformed.reason());
        };
    }

    private String unreadable(ConsumerRecord<String, byte[]> received, String what) {
        return terminal.style(
                Style.YELLOW, "an event on " + received.topic() + " at offset " + received.offset() + " " + what);
    }

    private String asText(Envelope<? extends PipelineEvent> envelope) {
        PipelineEvent event = envelope.event();
        String type = EventType.of(event).typeName().replaceAll("^dev\\.slipway\\.|\\.v\\d+$", "");
        return "%s  %s  %s  %s  %s"
                .formatted(
                        terminal.style(Style.DIM, TIME.format(envelope.time())),
                        terminal.style(
                                Style.DIM, event.pipelineRun().id().toString().substring(0, SHORT_ID)),
                        terminal.style(colour(type), "%-22s".formatted(type)),
                        "%-14s".formatted(event.pipelineRun().version()),
                        facts(event))
                .stripTrailing();
    }

    private static Style colour(String type) {
        if (type.endsWith("failed") || type.endsWith("rolled-back")) {
            return Style.RED;
        }
        return switch (type) {
            case "artifact.built",
                    "image.built",
                    "image.published",
                    "tests.passed",
                    "stack.deployed",
                    "record-sets.changed",
                    "load-balancer.started" -> Style.GREEN;
            case "run.superseded", "run.cancelled", "cancellation.requested" -> Style.YELLOW;
            default -> Style.CYAN;
        };
    }

    /** The event's own fields; those of the pipeline run stand before them. */
    private static String facts(PipelineEvent event) {
        ObjectNode fields = EventCodec.json().valueToTree(event);
        fields.remove("pipelineRun");
        StringJoiner facts = new StringJoiner(" ");
        fields.properties()
                .forEach(field -> facts.add(field.getKey() + "=" + shortly(field.getKey(), field.getValue())));
        return facts.toString();
    }

    private static String shortly(String name, JsonNode value) {
        if (name.equals("failure")) {
            return "\""
                    + cut(value.path("step").asText() + ": "
                            + value.path("reason").asText()) + "\"";
        }
        String text = value.isValueNode() ? value.asText() : value.toString().replace("\"", "");
        return cut(text.replaceAll("sha256:([0-9a-f]{12})[0-9a-f]{52}", "sha256:$1…"));
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > LONGEST_VALUE ? line.substring(0, LONGEST_VALUE) + "…" : line;
    }

    private static String asJson(Envelope<? extends PipelineEvent> envelope) {
        ObjectNode line = EventCodec.json().createObjectNode();
        line.put("id", envelope.id().toString());
        line.put("type", EventType.of(envelope.event()).typeName());
        line.put("source", envelope.source().toString());
        line.put("time", envelope.time().toString());
        if (envelope.cause() != null) {
            line.put("cause", envelope.cause().toString());
        }
        line.put("traceparent", envelope.trace().value());
        line.set("data", EventCodec.json().valueToTree(envelope.event()));
        try {
            return EventCodec.json().writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }
}
