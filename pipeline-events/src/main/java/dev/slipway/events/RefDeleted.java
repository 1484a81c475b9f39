package dev.slipway.events;

/** A branch or tag was deleted; {@code pipelineRun.revision} is the last one it pointed to. */
public record RefDeleted(PipelineRun pipelineRun, String pusher) implements PipelineEvent {

    @Override
    public String key() {
        return pipelineRun.repository() + " " + pipelineRun.ref();
    }
}
