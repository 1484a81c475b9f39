package dev.slipway.builder;

import dev.slipway.builder.port.LogBookmarks;
import dev.slipway.engine.LogPosition;
import dev.slipway.runtime.RunId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Bookmarks that outlive an attempt, but not the test. */
final class MemoryLogBookmarks implements LogBookmarks {

    private final Map<RunId, LogPosition> kept = new ConcurrentHashMap<>();

    @Override
    public LogPosition of(RunId run) {
        return kept.getOrDefault(run, LogPosition.BEGINNING);
    }

    @Override
    public void keep(RunId run, LogPosition position) {
        kept.put(run, position);
    }

    @Override
    public void forget(RunId run) {
        kept.remove(run);
    }
}
