package dev.slipway.artifact;

import dev.slipway.events.Digest;
import java.io.InputStream;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * Keeps bytes under the digest of their content, so that a later stage, on this machine or another, reads exactly what
 * an earlier one wrote.
 *
 * <p>Every call may run concurrently with every other, from any thread and any process that shares the store. Objects
 * never change. They go by {@link #sweep} only.
 *
 * <p>Failures: {@link ArtifactMissingException} when a digest is not stored, {@link ArtifactStoreFullException} when
 * there is no room, and {@link ArtifactStoreException} (their common parent) when the store itself cannot be reached,
 * read or written. Only the last kind is worth a retry without a person's help. An exception thrown by the caller's own
 * stream while it is read arrives as {@link java.io.UncheckedIOException}: it is not the store's failure.
 */
public interface ArtifactStore {

    /**
     * Stores the remaining bytes of {@code content} and returns their digest. Streams: memory use does not depend on the
     * size. When it returns, the bytes survive a power cut; when it throws, nothing is stored and nothing is left behind.
     * Idempotent: storing the same bytes again, also concurrently, changes nothing and returns the same digest.
     *
     * @param content read to its end, not closed
     * @throws ArtifactStoreFullException before or while writing, when room runs out or the object exceeds the limit
     */
    Digest put(InputStream content);

    /**
     * The stored bytes, from the beginning. The caller closes the stream. They are checked while they are read: the stream
     * ends with an {@link ArtifactCorruptException} (an {@link java.io.IOException}) when they are damaged.
     *
     * @throws ArtifactMissingException when nothing is stored under this digest
     */
    InputStream open(Digest digest);

    /**
     * Whether the bytes are stored completely. Never throws {@link ArtifactMissingException}. Asking renews the object's
     * date, so that who relies on the answer has the time to say so before a {@link #sweep} takes it.
     */
    boolean has(Digest digest);

    /**
     * Size of the stored bytes.
     *
     * @throws ArtifactMissingException when nothing is stored under this digest
     */
    long size(Digest digest);

    /**
     * Removes objects that nobody needs: those that {@code needed} does not hold and that were neither stored nor asked for
     * with {@link #has} since {@code untouchedSince}. Idempotent; an object that is stored again meanwhile stays.
     *
     * @param untouchedSince far enough in the past that whoever stored or asked for an object since may still be about to
     *     tell of it
     * @throws ArtifactStoreException also when this process may read the store but not write it
     */
    Swept sweep(Predicate<Digest> needed, Instant untouchedSince);

    /** What a sweep removed. */
    record Swept(int objects, long bytes) {}

    /**
     * Answers quietly when the store can take a small object now; for readiness checks, cheap enough for every few
     * seconds.
     *
     * @throws ArtifactStoreException saying what is wrong: unreachable, not writable or full
     */
    void probe();
}
