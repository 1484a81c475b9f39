package dev.slipway.events;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An environment is to run these images; raised by a rule or by a person.
 *
 * @param component the one that was published last, and so made the stack complete
 * @param image of that component
 * @param environment name of the environment, e.g. {@code integration}
 * @param stack name of the stack in it, e.g. {@code auth}
 * @param requestedBy the rule ({@code follow develop}) or the person
 * @param images of all components that the stack names, by component; absent in events of old versions
 */
public record DeploymentRequested(
        PipelineRun pipelineRun,
        String component,
        Digest source,
        ImageReference image,
        String environment,
        String stack,
        String requestedBy,
        @Nullable Map<String, ImageReference> images)
        implements PipelineEvent {

    /** A stack of this component alone. */
    public DeploymentRequested(
            PipelineRun pipelineRun,
            String component,
            Digest source,
            ImageReference image,
            String environment,
            String stack,
            String requestedBy) {
        this(pipelineRun, component, source, image, environment, stack, requestedBy, null);
    }

    @Override
    public String key() {
        return environment + "/" + stack;
    }

    /** The images by component, at least the one of {@link #component}. */
    public Map<String, ImageReference> imagesByComponent() {
        return images == null ? Map.of(component, image) : images;
    }
}
