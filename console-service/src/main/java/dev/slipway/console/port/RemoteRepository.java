package dev.slipway.console.port;

import dev.slipway.console.domain.RemoteRefs;

/** Looks at repositories without fetching anything. Changes nothing; all calls may run concurrently. */
public interface RemoteRepository {

    /** What came of looking. */
    sealed interface Look {

        record Refs(RemoteRefs refs) implements Look {}

        /** Somebody has to correct it: the URL is not allowed, there is no repository, access was refused. */
        record Refused(String reason) implements Look {}

        /** It did not answer now, or what asks for us did not; worth another look later. */
        record Unavailable(String reason) implements Look {}
    }

    /**
     * Every branch and tag as the repository has them now. Takes as long as the repository does, at most some ten seconds.
     *
     * @param url clone URL
     */
    Look refs(String url);
}
