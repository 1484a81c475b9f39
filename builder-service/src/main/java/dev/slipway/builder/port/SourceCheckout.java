package dev.slipway.builder.port;

import dev.slipway.builder.domain.CheckoutResult;
import dev.slipway.builder.domain.Source;
import java.nio.file.Path;

/** Brings the files of a revision onto this machine. Calls for different targets may run side by side. */
public interface SourceCheckout {

    /**
     * Writes the tree of {@code source.revision()} to {@code target}: plain files, and symbolic links that stay inside.
     * No {@code .git}, no submodules, nothing that configuration or attributes of the repository could run.
     *
     * <p>The revision must be part of the ref. What was fetched once is kept for a while, so that a repeated call works
     * without the network. Processes that share the folder of what is kept do not disturb each other.
     *
     * @param target must not exist; after an exception or a refusal its content is undefined, the caller removes it
     * @return a refusal when the user can correct it: URL not allowed, repository, ref or revision missing, access
     *     refused, a tree that is too large, would reach outside or keeps files with Git LFS, a damaged repository
     * @throws SourceUnavailableException when the repository did not answer; worth another attempt
     * @throws InterruptedException when the thread was interrupted
     */
    CheckoutResult checkOut(Source source, Path target) throws InterruptedException;
}
