package dev.slipway.pipelinefile;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the image is made.
 *
 * @param image repository name of the image without registry and tag, {@code demo/auth-service}
 * @param dockerfile relative to the component's folder
 * @param target stage of the Dockerfile that becomes the image; absent for the last one
 * @param args values for {@code ARG}; anybody who has the image can read them
 * @param secrets names; {@code RUN --mount=type=secret,id=NAME} reads the value in {@code /run/secrets/NAME}
 * @param platforms such as {@code linux/amd64}; empty for the engine's own
 */
public record Packaging(
        String image,
        String dockerfile,
        @Nullable String target,
        Map<String, String> args,
        List<String> secrets,
        List<String> platforms) {

    public Packaging {
        args = Map.copyOf(args);
        secrets = List.copyOf(secrets);
        platforms = List.copyOf(platforms);
    }

    /** The last stage of the Dockerfile, with nothing given to it. */
    public Packaging(String image, String dockerfile) {
        this(image, dockerfile, null, Map.of(), List.of(), List.of());
    }
}
