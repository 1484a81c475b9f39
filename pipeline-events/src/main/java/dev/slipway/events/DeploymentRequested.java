package dev.slipway.events;

/**
 * An environment is to run this image; raised by a rule or by a person.
 *
 * @param environment name of the environment, e.g. {@code integration}
 * @param stack name of the stack in it, e.g. {@code auth}
 * @param requestedBy the rule ({@code follow develop}) or the person
 */
public record DeploymentRequested(
        PipelineRun pipelineRun,
        String component,
        Digest source,
        ImageReference image,
        String environment,
        String stack,
        String requestedBy)
        implements PipelineEvent {

    @Override
    public String key() {
        return environment + "/" + stack;
    }
}
