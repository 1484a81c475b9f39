package dev.slipway.builder.port;

import dev.slipway.builder.domain.RemoteRefs;

/** Asks repositories for their refs; nothing is fetched or kept. All calls may run concurrently. */
public interface RefLookup {

    /**
     * Every branch and tag as the repository has them now, under the rules and with the keys of {@link SourceCheckout}.
     *
     * @param repository clone URL
     * @return a refusal when the user can correct it: URL not allowed, repository missing, access refused
     * @throws SourceUnavailableException when the repository did not answer; worth another look
     * @throws InterruptedException when the thread was interrupted
     */
    RemoteRefs list(String repository) throws InterruptedException;
}
