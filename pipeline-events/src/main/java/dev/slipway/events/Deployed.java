package dev.slipway.events;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All replicas run the new version and are healthy.
 *
 * @param images of all components that the stack names, by component; absent in events of old versions
 */
public record Deployed(
        PipelineRun pipelineRun,
        String component,
        String environment,
        String stack,
        ImageReference image,
        ReplicaCount replicas,
        @Nullable Map<String, ImageReference> images)
        implements PipelineEvent {

    /** A stack of this component alone. */
    public Deployed(
            PipelineRun pipelineRun,
            String component,
            String environment,
            String stack,
            ImageReference image,
            ReplicaCount replicas) {
        this(pipelineRun, component, environment, stack, image, replicas, null);
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
