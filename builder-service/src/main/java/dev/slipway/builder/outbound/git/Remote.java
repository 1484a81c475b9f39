package dev.slipway.builder.outbound.git;

import dev.slipway.builder.port.SourceUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.transport.Transport;

/** What is special about a way to a repository. */
interface Remote extends AutoCloseable {

    /** A folder of this machine: no keys, and nobody who refuses. */
    Remote LOCAL = new Remote() {

        @Override
        public Optional<String> prepare(Transport transport) {
            return Optional.empty();
        }

        @Override
        public Optional<String> refusal(Throwable failure) {
            return Optional.empty();
        }
    };

    /** Gives the transport its keys; refused when there are none. */
    Optional<String> prepare(Transport transport) throws IOException;

    /** Why the other side, or we, refused; empty when the connection failed for another reason. */
    Optional<String> refusal(Throwable failure);

    /** @throws SourceUnavailableException when the keys cannot be read now */
    default Optional<String> prepared(Transport transport, String url) {
        try {
            return prepare(transport);
        } catch (IOException | UncheckedIOException e) {
            throw new SourceUnavailableException(
                    "the credentials for repository " + url + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What the user can correct, in a sentence; empty when the repository only did not answer. */
    default Optional<String> explained(IOException failure, String url) {
        if (failure instanceof NotSupportedException) {
            return Optional.of("repository " + url + " cannot be read: " + failure.getMessage());
        }
        Optional<String> refused = refusal(failure);
        return refused.isEmpty() && failure instanceof NoRemoteRepositoryException
                ? Optional.of("there is no repository " + url + ", or the builder may not see it")
                : refused;
    }

    @Override
    default void close() {}
}
