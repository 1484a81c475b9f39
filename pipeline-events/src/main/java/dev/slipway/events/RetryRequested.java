package dev.slipway.events;

/**
 * A person asked for a stage to be done again with the input it had.
 *
 * @param stage which stage of the pipeline run
 * @param trigger the recorded event that the stage is to begin with again
 */
public record RetryRequested(PipelineRun pipelineRun, StageName stage, EventId trigger, String by)
        implements PipelineEvent {

    @Override
    public String key() {
        return pipelineRun.repository() + " " + pipelineRun.ref();
    }
}
