package dev.slipway.cli.console;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Some of a run's log.
 *
 * @param next where to read on
 * @param unavailable services that could not be asked, with the reason
 * @param over whether the run was over before this was read
 */
public record LogPage(List<Chunk> chunks, String next, Map<String, String> unavailable, boolean over) {

    /** Lines of one stage, each ended by a line feed. */
    public record Chunk(String service, String stage, Instant at, String lines) {}
}
