package dev.slipway.pipelinefile;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How the component is built in a container.
 *
 * @param image of the builder container
 * @param env literal values
 * @param run shell lines; the first failing one ends the build; at least one
 * @param artifacts names, folders or globs relative to the component's folder; at least one
 * @param timeout of the whole build
 * @param memoryBytes limit of the builder container
 */
public record Build(
        String image,
        Map<String, String> env,
        List<String> run,
        List<String> artifacts,
        Duration timeout,
        long memoryBytes) {

    public Build {
        env = Map.copyOf(env);
        run = List.copyOf(run);
        artifacts = List.copyOf(artifacts);
    }
}
