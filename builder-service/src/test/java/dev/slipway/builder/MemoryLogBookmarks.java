package dev.slipway.builder;

import dev.slipway.builder.port.LogBookmarks;
import dev.slipway.engine.LogPosition;
import dev.slipway.runtime.RunId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Bookmarks that outlive an attempt, but not the test. */
final class MemoryLogBookmarks implements LogBookmarks {

    private final Map<RunId, Map<String, LogPosition>> kept = new ConcurrentHashMap<>();

    @Override
    public LogPosition of(RunId run, String component) {
        return ofRun(run).getOrDefault(component, LogPosition.BEGINNING);
    }

    @Override
    public void keep(RunId run, String component, LogPosition position) {
        ofRun(run).put(component, position);
    }

    @Override
    public void forget(RunId run, String component) {
        ofRun(run).remove(component);
    }

    @Override
    public void forget(RunId run) {
        kept.remove(run);
    }

    private Map<String, LogPosition> ofRun(RunId run) {
        return kept.computeIfAbsent(run, key -> new ConcurrentHashMap<>());
    }
}
