package dev.slipway.console.domain;

import dev.slipway.events.PipelineRunId;

/**
 * The answer to an accepted push; the same for every retry of it.
 *
 * @param sequence position among the accepted pushes of this repository and ref, from 1
 * @param duplicate whether the push was known already
 */
public record Acceptance(PipelineRunId pipelineRun, long sequence, String version, boolean duplicate) {}
