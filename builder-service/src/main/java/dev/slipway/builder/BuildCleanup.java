package dev.slipway.builder;

import dev.slipway.builder.port.LogBookmarks;
import dev.slipway.engine.ContainerEngine;
import dev.slipway.engine.EngineObject;
import dev.slipway.engine.Labels;
import dev.slipway.engine.Reaper;
import dev.slipway.events.StageName;
import dev.slipway.runtime.RunId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

/** Removes what builds that are over left: containers, folders, bookmarks, and caches that nobody needs. */
public final class BuildCleanup {

    private final ContainerEngine engine;
    private final LogBookmarks bookmarks;
    private final CacheVolumes caches;
    private final String instance;
    private final Path workspaces;
    private final Reaper reaper;

    /** @param grace see {@link Reaper} */
    public BuildCleanup(
            ContainerEngine engine,
            LogBookmarks bookmarks,
            CacheVolumes caches,
            String instance,
            Path workspaces,
            Duration grace) {
        this.engine = engine;
        this.bookmarks = bookmarks;
        this.caches = caches;
        this.instance = instance;
        this.workspaces = workspaces;
        this.reaper = new Reaper(engine, instance, StageName.BUILD.word(), grace, Clock.systemUTC());
    }

    /** Removes everything of one run. Idempotent. */
    public void discard(RunId run) {
        engine.find(
                        EngineObject.Kind.CONTAINER,
                        Map.of(
                                Labels.INSTANCE, instance,
                                Labels.STAGE, StageName.BUILD.word(),
                                Labels.RUN, run.toString()))
                .forEach(engine::remove);
        Workspace.discard(workspaces, run);
        bookmarks.forget(run);
    }

    /** Removes what belongs to runs that are over. */
    public void sweep(Predicate<RunId> live) {
        reaper.sweep(run -> live.test(RunId.of(run))).stream()
                .map(removed -> removed.labels().get(Labels.RUN))
                .filter(java.util.Objects::nonNull)
                .forEach(run -> bookmarks.forget(RunId.of(run)));
        Workspace.sweep(workspaces, live);
        caches.sweep(live);
    }
}
