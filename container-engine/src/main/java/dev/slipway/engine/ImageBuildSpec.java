package dev.slipway.engine;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;

/**
 * @param tag the name the image gets on the engine
 * @param dockerfile path in the context
 * @param labels written into the image; none of {@link Labels#ALL}, which are for things a run owns
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
        if (!Collections.disjoint(labels.keySet(), Labels.ALL)) {
            throw new IllegalArgumentException("labels of ownership do not belong on an image: " + labels.keySet());
        }
        buildArgs = Map.copyOf(buildArgs);
    }
}
