package dev.slipway.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names one pipeline run: everything that one accepted push sets in motion. */
public record PipelineRunId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static PipelineRunId of(String text) {
        return new PipelineRunId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
