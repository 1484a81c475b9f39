package dev.slipway.console;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.console.domain.ArtifactRetention;
import dev.slipway.console.domain.PipelineView;
import dev.slipway.console.domain.StoredRun;
import dev.slipway.console.port.EventJournal;
import dev.slipway.events.Digest;
import dev.slipway.events.Envelope;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRunId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Removes from the artifact store what no run needs any more. The console knows: it hears every event. */
public final class ArtifactSweep {

    private static final ArtifactStore.Swept NOTHING = new ArtifactStore.Swept(0, 0);

    private final EventJournal journal;
    private final ArtifactStore store;
    private final ArtifactRetention retention;
    private final Clock clock;

    public ArtifactSweep(EventJournal journal, ArtifactStore store, ArtifactRetention retention, Clock clock) {
        this.journal = journal;
        this.store = store;
        this.retention = retention;
        this.clock = clock;
    }

    /**
     * One sweep. What lies in the store and is named by no event goes, too, when it is older than the age: it came of a build
     * that failed. A journal that is younger than that age cannot tell, and nothing is removed.
     */
    public ArtifactStore.Swept sweep() {
        Instant now = clock.instant();
        Instant threshold = now.minus(retention.age());
        List<StoredRun> runs = journal.storedRuns();
        if (runs.isEmpty() || runs.getFirst().lastEvent().isAfter(threshold)) {
            return NOTHING;
        }
        Set<PipelineRunId> deployed = journal.latestPerEnvironment().stream()
                .map(envelope -> envelope.event().pipelineRun().id())
                .collect(Collectors.toSet());
        Set<Digest> needed = retention.needed(runs, deployed, this::isUnderWay, now);
        return store.sweep(needed::contains, threshold);
    }

    private boolean isUnderWay(PipelineRunId run) {
        List<Envelope<? extends PipelineEvent>> events = journal.eventsOf(run);
        return !events.isEmpty() && !PipelineView.of(events).state().isOver();
    }
}
