package dev.slipway.pipelinefile;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the component is built in a container.
 *
 * @param image of the builder container
 * @param mount absolute path in the container where the component's folder lies, and nothing else of the repository
 * @param env literal values
 * @param run shell lines; the first failing one ends the build; at least one
 * @param cache absolute folders of the container that are kept between builds of this component
 * @param artifacts names, folders or globs relative to the component's folder; at least one
 * @param secrets names; each is a file below {@code /run/secrets} while the build runs
 * @param timeout of the whole build
 */
public record Build(
        String image,
        String mount,
        Map<String, String> env,
        List<String> run,
        List<String> cache,
        List<String> artifacts,
        List<String> secrets,
        Duration timeout,
        Limits limits) {

    /** Where the component's folder lies unless the file says otherwise. */
    public static final String DEFAULT_MOUNT = "/workspace";

    public Build {
        env = Map.copyOf(env);
        run = List.copyOf(run);
        cache = List.copyOf(cache);
        artifacts = List.copyOf(artifacts);
        secrets = List.copyOf(secrets);
    }

    /**
     * What the builder container may use.
     *
     * @param cpus processors; absent: as many as the installation allows, which is also the most
     * @param processes at a time; absent: as many as the installation allows, which is also the most
     */
    public record Limits(
            long memoryBytes,
            @Nullable Double cpus,
            @Nullable Integer processes) {}
}
