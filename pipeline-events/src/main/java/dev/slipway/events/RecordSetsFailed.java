package dev.slipway.events;

/** The zone could not be brought in step. */
public record RecordSetsFailed(PipelineRun pipelineRun, String zone, Failure failure) implements PipelineEvent {

    @Override
    public String key() {
        return zone;
    }
}
