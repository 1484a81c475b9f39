package dev.slipway.artifact;

import dev.slipway.events.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;

/** Hashes while being read; at the end of the stream the bytes are the ones that were stored, or it fails. */
final class VerifiedInputStream extends FilterInputStream {

    private final MessageDigest sha256 = Digest.sha256();
    private final Digest expected;
    private final Path store;
    private boolean verified;

    VerifiedInputStream(InputStream in, Digest expected, Path store) {
        super(in);
        this.expected = expected;
        this.store = store;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        var count = super.read(buffer, offset, length);
        if (count > 0) {
            sha256.update(buffer, offset, count);
        } else if (count < 0) {
            verify();
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        var skipped = readNBytes((int) Math.min(Math.max(0, count), 64 << 10)).length;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void verify() throws IOException {
        if (verified) {
            return;
        }
        var found = Digest.of(sha256);
        if (!found.equals(expected)) {
            throw new ArtifactCorruptException(expected, found, store);
        }
        verified = true;
    }
}
