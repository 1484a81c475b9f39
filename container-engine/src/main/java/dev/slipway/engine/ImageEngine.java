package dev.slipway.engine;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds images and moves them between the engine and registries.
 *
 * <p>All methods may be called concurrently and block; interrupting the thread ends them with a retryable
 * {@link ContainerEngineException} and the thread's interrupt flag set. Every method throws that exception when engine
 * or registry fail; what the user got wrong is a value. All methods are idempotent: after a retryable failure the same
 * call may be repeated.
 */
public interface ImageEngine {

    /**
     * Builds with the engine's classic builder: no secrets, no cache mounts, and a {@code FROM} finds a local image
     * first. A Dockerfile that is not in the context is an engine's failure to old engines: look before you call. An
     * image that claims one of {@link Labels#ALL} is the user's failure.
     *
     * @param contextTar the build context as an uncompressed tar; read to its end, closed by the caller. A repeated call
     *     needs a fresh stream
     * @param output each line of the build's output, without line end, by one thread at a time
     * @throws ContainerEngineException also when a base image could not be fetched because its registry is unreachable
     */
    ImageBuild build(ImageBuildSpec spec, InputStream contextTar, Consumer<String> output);

    /**
     * Uploads an image that is on the engine under exactly this name and tag. Layers the registry has are not sent
     * again.
     *
     * @param credentials null for a registry without login
     * @return the manifest's digest, {@code sha256:} + 64 hex: the image's name from now on
     */
    String push(ImageReference reference, @Nullable RegistryCredentials credentials);

    /**
     * Gives an image on the engine another name; moves the name if it is taken.
     *
     * @param source an image reference or image id
     * @throws ContainerEngineException not retryable when there is no such image
     */
    void tag(String source, ImageReference target);

    /** What the engine knows of an image; empty when it is not on the engine. Never asks a registry. */
    Optional<ImageDetails> inspect(ImageReference reference);

    /**
     * Looks on the engine first, then pulls.
     *
     * @param credentials null for a registry without login
     */
    ImageAvailability ensureImage(ImageReference reference, @Nullable RegistryCredentials credentials);

    /** Removes the name, and the image when it was its last. Idempotent; an image in use by a container stays. */
    void removeImage(ImageReference reference);
}
