package dev.slipway.engine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
     * Builds an image. A {@code FROM} finds a local image first. Files that the context's {@code .dockerignore} names
     * are not part of it. What the builder at hand cannot do is the user's failure and says what would be needed; an image
     * that claims one of {@link Labels#ALL} is the user's failure as well. A build that is cancelled, by its limit or by
     * an interrupt, has ended when the call returns.
     *
     * @param context folder of the build context. Links in it are part of it as links and never followed. Beside it,
     *     the builder may put a file for the time of the call. A Dockerfile that is not in it is an engine's failure to
     *     some builders: look before you call
     * @param output each line of the build's output, without line end, by one thread at a time; what it throws ends the
     *     build and is thrown on
     * @throws ContainerEngineException also when a base image could not be fetched because its registry is unreachable
     */
    ImageBuild build(ImageBuildSpec spec, Path context, Consumer<String> output);

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

    /**
     * Small files of an image on the engine, without starting anything of it.
     *
     * @param paths absolute; a folder stands for the files in it. Links are not followed
     * @return path → content of the files that are there; one larger than {@value #LARGEST_FILE} bytes is left out
     * @throws ContainerEngineException not retryable when the image is not on the engine
     */
    Map<String, byte[]> read(ImageReference reference, List<String> paths);

    /** The names on the engine of images that carry a label, and when each image was made. */
    Map<ImageReference, Instant> labelled(String label);

    /** Bound of {@link #read}. */
    int LARGEST_FILE = 16 * 1024 * 1024;
}
