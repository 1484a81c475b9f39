package dev.slipway.events;

/** A person asked for a pipeline run to end. */
public record CancellationRequested(PipelineRun pipelineRun, String by) implements PipelineEvent {

    @Override
    public String key() {
        return pipelineRun.repository() + " " + pipelineRun.ref();
    }
}
