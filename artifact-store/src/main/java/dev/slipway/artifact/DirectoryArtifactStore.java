package dev.slipway.artifact;

import java.io.InputStream;
import java.nio.file.Path;

/** Objects as files {@code <root>/sha256/ab/ab…}; written beside, then renamed. */
public final class DirectoryArtifactStore implements ArtifactStore {

    public DirectoryArtifactStore(Path root, StoreLimits limits) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Digest put(InputStream content) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InputStream open(Digest digest) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean has(Digest digest) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long size(Digest digest) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void probe() {
        throw new UnsupportedOperationException();
    }
}
