package dev.slipway.engine;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs commands in confined containers.
 *
 * <p>The life of a container, in the order of the calls:
 *
 * <ol>
 *   <li>{@link #ensure} makes it or adopts the one an earlier attempt of the same run made;
 *   <li>when its state is {@code CREATED}: {@link #copyIn} files (again, after a crash in the middle: entries are
 *       overwritten), then {@link #start};
 *   <li>when it is {@code RUNNING} or {@code EXITED}: nothing to prepare, its command is never run a second time;
 *   <li>{@link #follow} the output, {@link #await} the end, {@link #copyOut} results, {@link #remove}.
 * </ol>
 *
 * <p>All methods may be called concurrently, also for the same container: {@code follow} usually runs beside
 * {@code await}, and {@code kill} may come from anywhere. Calls block; interrupting the thread ends {@code follow} and
 * {@code await} with a retryable {@link ContainerEngineException} and the thread's interrupt flag set, and leaves the
 * container as it is.
 *
 * <p>Every method throws {@link ContainerEngineException} when the engine fails; after a retryable one the same call
 * may be repeated. No failed look-up is answered with an empty result.
 */
public interface ContainerEngine {

    /**
     * Makes the container unless one of that name is there. Idempotent, also between two callers that race.
     *
     * <p>A container of that name with the same {@code slipway.run} and {@code slipway.instance} labels is adopted as
     * it is, without comparing the rest: a run always asks for the same thing, and an attempt that wants another one
     * removes it first. The image must be on the engine, see {@link ImageEngine#ensureImage}.
     *
     * @throws ContainerEngineException not retryable when the name belongs to somebody else or the image is missing
     */
    ContainerHandle ensure(ContainerSpec spec);

    /**
     * Unpacks files below an existing directory of the container. Legal in every state, meant for {@code CREATED}.
     * Directories named by the entries are made. The working directory always exists.
     *
     * @param directory absolute path in the container
     * @param uncompressedTar read to its end, closed by the caller. Never compressed: some engines unpack a compressed
     *     archive with a program taken from the container, run as root of the host (GHSA-x86f-5xw2-fm2r)
     * @throws IllegalArgumentException when the stream starts like a gzip, bzip2, xz or zstd archive
     * @throws ContainerEngineException not retryable when the container or the directory is missing
     */
    void copyIn(ContainerHandle container, String directory, InputStream uncompressedTar);

    /**
     * Starts the command. Idempotent while it runs. A command that cannot be executed is no failure of this call:
     * {@link #await} reports it as {@link ContainerExit.CannotStart}.
     *
     * @throws IllegalStateException when the container has exited: its command would run twice
     */
    void start(ContainerHandle container);

    /**
     * Hands over the output after {@code since} until the container has exited and its log is drained. Called again
     * with the last frame's position it continues without loss or doubling, also from another process. For a container
     * that was never started it returns at once.
     *
     * @param since {@link LogPosition#BEGINNING} or the position of the last frame that was dealt with
     * @param consumer called by one thread at a time, in the engine's order; what it throws ends {@code follow} and is
     *     thrown on
     * @throws ContainerEngineException retryable when the stream broke while the container was still running
     */
    void follow(ContainerHandle container, LogPosition since, Consumer<LogFrame> consumer);

    /**
     * Waits for the end. May be called again, and for a container that exited long ago.
     *
     * @param limit how long the command may run, counted by the engine's clock from its start, so that adoption does
     *     not grant the time again; when it is over the container is killed
     */
    ContainerExit await(ContainerHandle container, Duration limit);

    /**
     * A file or directory of the container as an uncompressed tar stream. Legal in every state.
     *
     * @param path absolute path in the container; the entries' names start with its last segment
     * @return empty when nothing is at that path; the stream is closed by the caller
     * @throws ContainerEngineException also when the container is gone
     */
    Optional<InputStream> copyOut(ContainerHandle container, String path);

    /**
     * Asks the command to end (SIGTERM) and kills it after {@code grace}, rounded up to full seconds. Idempotent, legal
     * when the container has ended or is gone.
     */
    void stop(ContainerHandle container, Duration grace);

    /** Ends the command at once (SIGKILL). Idempotent, legal when the container has ended or is gone. */
    void kill(ContainerHandle container);

    /** Removes the container with its anonymous volumes, running or not. Idempotent. */
    void remove(ContainerHandle container);

    /**
     * Makes a network unless one of that name is there. Idempotent between callers that do not race; two that do may
     * leave two of one name, which is why the name should come from {@link Ownership#name}.
     *
     * @param internal true for a network without a way out
     * @throws ContainerEngineException not retryable when a network of that name has another owner
     */
    EngineObject ensureNetwork(String name, Ownership owner, boolean internal);

    /**
     * Makes a named volume unless it is there. Idempotent.
     *
     * @throws ContainerEngineException not retryable when a volume of that name has another owner
     */
    EngineObject ensureVolume(String name, Ownership owner);

    /**
     * Bytes on disk of every volume of the engine by its name, whoever made it; without those the engine cannot measure.
     * The engine walks through all of them: minutes when there are many.
     */
    Map<String, Long> volumeSizes();

    /** Everything of that kind, in whatever state, that carries all these labels with these values. */
    List<EngineObject> find(EngineObject.Kind kind, Map<String, String> labels);

    /**
     * Removes one thing that was found: a container like {@link #remove(ContainerHandle)}; a network or volume if it
     * is not in use. Idempotent.
     *
     * @throws ContainerEngineException retryable when a network or volume is still in use
     */
    void remove(EngineObject object);

    /** Asks the engine how it is: the check behind readiness. */
    EngineStatus status();
}
