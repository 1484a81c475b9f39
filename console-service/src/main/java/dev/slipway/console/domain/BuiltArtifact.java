package dev.slipway.console.domain;

import dev.slipway.events.ArtifactBuilt;
import dev.slipway.events.Digest;
import dev.slipway.events.Envelope;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the build of one component left.
 *
 * @param archive tar of the files
 * @param files their paths in it
 */
public record BuiltArtifact(PipelineRun run, String component, Digest archive, List<String> files) {

    public BuiltArtifact {
        files = List.copyOf(files);
    }

    /** Of each component the latest, in the order in which they were first built. */
    public static List<BuiltArtifact> of(List<Envelope<? extends PipelineEvent>> events) {
        Map<String, BuiltArtifact> latest = new LinkedHashMap<>();
        for (Envelope<? extends PipelineEvent> envelope : events) {
            if (envelope.event() instanceof ArtifactBuilt built) {
                latest.put(
                        built.component(),
                        new BuiltArtifact(built.pipelineRun(), built.component(), built.artifacts(), built.files()));
            }
        }
        return List.copyOf(latest.values());
    }

    /** The one of a component. */
    public static Optional<BuiltArtifact> of(List<Envelope<? extends PipelineEvent>> events, String component) {
        return of(events).stream()
                .filter(artifact -> artifact.component().equals(component))
                .findFirst();
    }

    /** What the whole archive is called on somebody's disk. */
    public String archiveName() {
        return component + "-" + run.version() + ".tar";
    }
}
