package dev.slipway.console.port;

import dev.slipway.events.PipelineRunId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The users' logs, as the stage services keep them. Calls may run concurrently. */
public interface StageLogs {

    /**
     * A few lines of one service's log.
     *
     * @param n position in that service's log, greater than 0
     * @param stage the stage's word, e.g. {@code build}
     * @param lines each ended by a line feed
     */
    record Chunk(long n, String stage, Instant at, String lines) {}

    /** What a service answered. */
    sealed interface Answer {

        /** Chunks in the order of their positions, at most some hundred; empty when there is nothing more yet. */
        record Chunks(List<Chunk> chunks) implements Answer {}

        /** The service does not answer, or not sensibly; asking again later is right. */
        record Unavailable(String reason) implements Answer {}
    }

    /** The services that can be asked. */
    Set<String> services();

    /**
     * What a service wrote about a pipeline run behind a position; answers within a few seconds.
     *
     * @param service one of {@link #services()}
     * @param after 0 for the beginning
     */
    Answer after(String service, PipelineRunId run, long after);
}
