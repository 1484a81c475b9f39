package dev.slipway.builder.outbound.git;

import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.UploadPack;

/** An ssh server that serves the repositories below a folder to one key, and nothing else. */
final class SshGitServer implements AutoCloseable {

    private static final int FIRST_PORT = 21_900;
    private static final int LAST_PORT = 21_999;

    private final Path repositories;
    private final KeyPair hostKey;
    private final SshServer server;

    /** @param port the first one that is free when 0 */
    SshGitServer(Path repositories, KeyPair hostKey, KeyPair allowed, int port) throws IOException {
        this.repositories = repositories;
        this.hostKey = hostKey;
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator(
                (user, key, session) -> user.equals("git") && KeyUtils.compareKeys(key, allowed.getPublic()));
        server.setCommandFactory((channel, command) -> new Serving(command));
        start(port);
    }

    static KeyPair key(String type, int size) throws Exception {
        return KeyUtils.generateKeyPair(type, size);
    }

    /** As {@code ssh-keygen} writes it. */
    static Path written(KeyPair pair, Path file) throws Exception {
        try (OutputStream out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "builder", null, out);
        }
        return file;
    }

    static String knownHost(int port, KeyPair key) {
        return "[127.0.0.1]:" + port + " " + PublicKeyEntry.toString(key.getPublic()) + "\n";
    }

    int port() {
        return server.getPort();
    }

    String url(String name) {
        return "ssh://git@127.0.0.1:" + port() + "/" + name;
    }

    /** The line that pins this server. */
    String knownHost() {
        return knownHost(port(), hostKey);
    }

    private void start(int wanted) throws IOException {
        for (int port = wanted == 0 ? FIRST_PORT : wanted; port <= LAST_PORT; port++) {
            try {
                server.setPort(port);
                server.start();
                return;
            } catch (BindException taken) {
                continue;
            }
        }
        throw new IOException("no free port from " + FIRST_PORT + " to " + LAST_PORT);
    }

    private final class Serving extends AbstractCommandSupport {

        Serving(String command) {
            super(command, null);
        }

        @Override
        public void run() {
            String name = getCommand().replaceFirst("^git-upload-pack '/?", "").replaceFirst("'$", "");
            try (Repository repository = new FileRepositoryBuilder()
                    .setGitDir(repositories.resolve(name).resolve(".git").toFile())
                    .setMustExist(true)
                    .build()) {
                new UploadPack(repository).upload(getInputStream(), getOutputStream(), getErrorStream());
                onExit(0);
            } catch (IOException e) {
                onExit(1, "no such repository");
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
