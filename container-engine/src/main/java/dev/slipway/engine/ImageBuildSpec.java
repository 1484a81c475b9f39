package dev.slipway.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be built. Starts as {@link #of} and is refined with the {@code with…} methods.
 *
 * @param tag the name the image gets on the engine
 * @param dockerfile path in the context
 * @param target stage that becomes the image; null for the last one
 * @param labels written into the image; none of {@link Labels#ALL}, which are for things a run owns
 * @param buildArgs values for {@code ARG}; anybody who has the image can read them
 * @param secrets by the id that {@code RUN --mount=type=secret} names: a file whose content the command reads. In no
 *     layer, history or process listing
 * @param platforms such as {@code linux/amd64}; empty for the engine's own
 * @param cacheFrom images in a registry whose inline cache may spare steps; those that are missing are skipped
 * @param limit how long the build may take
 * @param memoryBytes bound for each command of the build, where the builder can bound it
 */
public record ImageBuildSpec(
        ImageReference tag,
        String dockerfile,
        @Nullable String target,
        Map<String, String> labels,
        Map<String, String> buildArgs,
        Map<String, Path> secrets,
        List<String> platforms,
        List<ImageReference> cacheFrom,
        Duration limit,
        long memoryBytes) {

    public ImageBuildSpec {
        labels = Map.copyOf(labels);
        if (!Collections.disjoint(labels.keySet(), Labels.ALL)) {
            throw new IllegalArgumentException("labels of ownership do not belong on an image: " + labels.keySet());
        }
        buildArgs = Map.copyOf(buildArgs);
        secrets = Map.copyOf(secrets);
        platforms = List.copyOf(platforms);
        cacheFrom = List.copyOf(cacheFrom);
    }

    public static ImageBuildSpec of(ImageReference tag, String dockerfile, Duration limit, long memoryBytes) {
        return new ImageBuildSpec(
                tag, dockerfile, null, Map.of(), Map.of(), Map.of(), List.of(), List.of(), limit, memoryBytes);
    }

    public ImageBuildSpec withTarget(@Nullable String stage) {
        return new ImageBuildSpec(
                tag, dockerfile, stage, labels, buildArgs, secrets, platforms, cacheFrom, limit, memoryBytes);
    }

    public ImageBuildSpec withLabels(Map<String, String> more) {
        return new ImageBuildSpec(
                tag, dockerfile, target, more, buildArgs, secrets, platforms, cacheFrom, limit, memoryBytes);
    }

    public ImageBuildSpec withBuildArgs(Map<String, String> values) {
        return new ImageBuildSpec(
                tag, dockerfile, target, labels, values, secrets, platforms, cacheFrom, limit, memoryBytes);
    }

    public ImageBuildSpec withSecrets(Map<String, Path> files) {
        return new ImageBuildSpec(
                tag, dockerfile, target, labels, buildArgs, files, platforms, cacheFrom, limit, memoryBytes);
    }

    public ImageBuildSpec withPlatforms(List<String> names) {
        return new ImageBuildSpec(
                tag, dockerfile, target, labels, buildArgs, secrets, names, cacheFrom, limit, memoryBytes);
    }

    public ImageBuildSpec withCacheFrom(List<ImageReference> images) {
        return new ImageBuildSpec(
                tag, dockerfile, target, labels, buildArgs, secrets, platforms, images, limit, memoryBytes);
    }
}
