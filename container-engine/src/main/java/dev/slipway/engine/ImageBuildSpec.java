package dev.slipway.engine;

import java.time.Duration;
import java.util.Map;

/**
 * @param tag the name the image gets on the engine
 * @param dockerfile path in the context
 * @param labels written into the image
 * @param limit how long the build may take
 * @param memoryBytes bound for each command of the build
 */
public record ImageBuildSpec(
        ImageReference tag,
        String dockerfile,
        Map<String, String> labels,
        Map<String, String> buildArgs,
        Duration limit,
        long memoryBytes) {
    public ImageBuildSpec {
        labels = Map.copyOf(labels);
        buildArgs = Map.copyOf(buildArgs);
    }
}
