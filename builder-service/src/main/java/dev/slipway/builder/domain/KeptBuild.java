package dev.slipway.builder.domain;

import dev.slipway.events.Digest;
import dev.slipway.events.PipelineRunId;
import java.util.List;

/**
 * What a build left, remembered for the next one with the same input.
 *
 * @param run the pipeline run that built it
 * @param version what people call that run
 */
public record KeptBuild(PipelineRunId run, String version, Digest artifacts, List<String> files) {

    public KeptBuild {
        files = List.copyOf(files);
    }
}
