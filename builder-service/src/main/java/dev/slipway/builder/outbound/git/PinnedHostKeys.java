package dev.slipway.builder.outbound.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.jspecify.annotations.Nullable;

/**
 * The host keys of one repository's host that the operator pinned. Nothing else is accepted, nobody is asked, and the file
 * is never written.
 */
final class PinnedHostKeys implements ServerKeyDatabase {

    private static final int SSH_PORT = 22;
    private static final String REVOKED = "revoked";

    private final Path file;
    private final String host;
    private final int port;
    private volatile @Nullable String refusal;

    PinnedHostKeys(Path file, URI repository) {
        this.file = file;
        this.host = repository.getHost();
        this.port = repository.getPort() < 0 ? SSH_PORT : repository.getPort();
    }

    /** Why the host's key was refused and what to do; null when it was not. */
    @Nullable
    String refusal() {
        return refusal;
    }

    @Override
    public List<PublicKey> lookup(String connectAddress, InetSocketAddress remote, Configuration config) {
        return keys(null);
    }

    @Override
    public boolean accept(
            String connectAddress,
            InetSocketAddress remote,
            PublicKey key,
            Configuration config,
            @Nullable CredentialsProvider provider) {
        List<PublicKey> pinned = keys(null);
        boolean accepted = isAmong(pinned, key) && !isAmong(keys(REVOKED), key);
        if (!accepted) {
            refusal = pinned.isEmpty() ? unknown(key) : changed(pinned, key);
        }
        return accepted;
    }

    private String unknown(PublicKey key) {
        return "the host key of " + host + ", " + KeyUtils.getFingerPrint(key) + ", is not pinned; if it is the right"
                + " one, an operator adds this line to " + file + ": " + pattern() + " "
                + PublicKeyEntry.toString(key);
    }

    private String changed(List<PublicKey> pinned, PublicKey key) {
        List<String> expected = pinned.stream().map(KeyUtils::getFingerPrint).toList();
        return "the host key of " + host + " is not the pinned one: found " + KeyUtils.getFingerPrint(key)
                + ", wanted one of " + expected + "; somebody may stand in between. If the host got a new key, an"
                + " operator replaces its line in " + file;
    }

    private String pattern() {
        return port == SSH_PORT ? host : "[" + host + "]:" + port;
    }

    /** @param marker which lines: those that are {@code @revoked}, or the plain ones when null */
    private List<PublicKey> keys(@Nullable String marker) {
        List<PublicKey> keys = new ArrayList<>();
        try {
            for (KnownHostEntry entry : KnownHostEntry.readKnownHostEntries(file)) {
                if (entry.isHostMatch(host, port) && java.util.Objects.equals(marker, entry.getMarker())) {
                    keys.add(entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("slipway.builder.git.known-hosts " + file + " cannot be read", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("slipway.builder.git.known-hosts " + file + " has a damaged key", e);
        }
        keys.removeIf(java.util.Objects::isNull);
        return keys;
    }

    private static boolean isAmong(List<PublicKey> keys, PublicKey key) {
        return keys.stream().anyMatch(known -> KeyUtils.compareKeys(known, key));
    }
}
