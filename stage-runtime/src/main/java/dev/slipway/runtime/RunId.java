package dev.slipway.runtime;

import dev.slipway.events.EventId;
import dev.slipway.events.StageName;
import java.util.UUID;

/** Names one run of one stage; always the same for the same event and stage, so labels and container names rest on it. */
public record RunId(UUID value) {

    public static RunId of(EventId event, StageName stage) {
        return new RunId(DerivedId.of("run", event.toString(), stage.word()));
    }

    public static RunId of(String text) {
        return new RunId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
