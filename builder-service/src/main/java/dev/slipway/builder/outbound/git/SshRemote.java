package dev.slipway.builder.outbound.git;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.jspecify.annotations.Nullable;

/** The way by ssh: one key file, pinned host keys, and nothing of what the process's user has at home. */
final class SshRemote implements Remote {

    private final URI url;
    private final GitAccess access;
    private @Nullable PinnedHostKeys hostKeys;
    private @Nullable SshdSessionFactory sessions;

    SshRemote(URI url, GitAccess access) {
        this.url = url;
        this.access = access;
    }

    @Override
    public Optional<String> prepare(Transport transport) throws IOException {
        Optional<Path> key = access.key(url);
        Path knownHosts = access.knownHosts();
        if (key.isEmpty()) {
            return Optional.of("the builder has no ssh key for repository " + url
                    + "; an operator names a key file for " + url.getHost() + " (slipway.builder.git.access)");
        }
        if (knownHosts == null) {
            return Optional.of("no host keys are pinned, so that repository " + url + " cannot be trusted; an operator"
                    + " names a file of them (slipway.builder.git.known-hosts)");
        }
        if (!Files.isReadable(key.get()) || !Files.isReadable(knownHosts)) {
            throw new IOException((Files.isReadable(knownHosts) ? key.get() : knownHosts) + " is not readable");
        }
        hostKeys = new PinnedHostKeys(knownHosts, url);
        sessions = sessions(key.get(), hostKeys);
        ((SshTransport) transport).setSshSessionFactory(sessions);
        return Optional.empty();
    }

    private static SshdSessionFactory sessions(Path key, PinnedHostKeys hostKeys) {
        File folder = key.toAbsolutePath().resolveSibling(".").normalize().toFile();
        return new SshdSessionFactoryBuilder()
                .setHomeDirectory(folder)
                .setSshDirectory(folder)
                .setConfigFile(directory -> null)
                .setDefaultKnownHostsFiles(directory -> List.of())
                .setDefaultIdentities(directory -> List.of(key))
                .setServerKeyDatabase((home, directory) -> hostKeys)
                .setPreferredAuthentications("publickey")
                .build(null);
    }

    @Override
    public Optional<String> refusal(Throwable failure) {
        if (hostKeys != null && hostKeys.refusal() != null) {
            return Optional.of("repository " + url + " was not asked: " + hostKeys.refusal());
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SshException ssh
                    && ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
                return Optional.of("access to repository " + url + " was refused; let the builder's key read it");
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        if (sessions != null) {
            sessions.close();
        }
    }
}
