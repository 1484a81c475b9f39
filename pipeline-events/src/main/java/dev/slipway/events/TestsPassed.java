package dev.slipway.events;

import org.jspecify.annotations.Nullable;

/**
 * The script said yes to exactly this image; only now may the image be published.
 *
 * @param untested why there was nothing to run: the decision that the image goes on all the same; absent when it was tested
 */
public record TestsPassed(
        PipelineRun pipelineRun,
        String component,
        Digest source,
        ImageReference image,
        TestSummary summary,
        @Nullable String untested)
        implements PipelineEvent {

    /** Tested. */
    public TestsPassed(
            PipelineRun pipelineRun, String component, Digest source, ImageReference image, TestSummary summary) {
        this(pipelineRun, component, source, image, summary, null);
    }
}
