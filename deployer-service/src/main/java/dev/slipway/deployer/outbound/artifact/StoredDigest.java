package dev.slipway.deployer.outbound.artifact;

import dev.slipway.events.Digest;

/** The one place that turns the events' digests into the artifact store's and back. */
public final class StoredDigest {

    private StoredDigest() {}

    public static dev.slipway.artifact.Digest of(Digest digest) {
        return dev.slipway.artifact.Digest.of(digest.value());
    }

    public static Digest of(dev.slipway.artifact.Digest digest) {
        return Digest.of(digest.value());
    }
}
