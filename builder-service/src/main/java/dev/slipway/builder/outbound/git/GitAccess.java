package dev.slipway.builder.outbound.git;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.jspecify.annotations.Nullable;

/**
 * What the operator gave this builder to get at private repositories: files, read anew for every fetch, so that a token is
 * changed without a restart.
 *
 * @param knownHosts pinned host keys in the format of OpenSSH; null when ssh is not to be used
 * @param certificates PEM file of authorities that are trusted beside those of Java; null for none
 */
public record GitAccess(
        List<Credentials> credentials,
        @Nullable Path knownHosts,
        @Nullable Path certificates) {

    public static final GitAccess NONE = new GitAccess(List.of(), null, null);

    /** For tokens whose user does not matter; Bitbucket alone insists on this one. */
    private static final String ANY_USER = "x-token-auth";

    public GitAccess {
        credentials = List.copyOf(credentials);
    }

    /**
     * Credentials of some repositories.
     *
     * @param name for messages
     * @param repositories {@code host}, {@code host:port}, or either with a path, which covers what lies below it
     * @param tokenFile for https: {@code user:token}, or a token alone
     * @param keyFile for ssh: a private key without passphrase
     */
    public record Credentials(
            String name,
            String repositories,
            @Nullable Path tokenFile,
            @Nullable Path keyFile) {

        public Credentials {
            if (!repositories.matches("[^/@:\\s]+(:\\d+)?(/[^\\s?#]*)?")) {
                throw new IllegalArgumentException("slipway.builder.git.access." + name + ".repositories: found '"
                        + repositories + "', wanted a host or host/path, e.g. git.example.com/acme");
            }
            if (tokenFile == null && keyFile == null) {
                throw new IllegalArgumentException("slipway.builder.git.access." + name
                        + ": wanted a token-file (https), a key-file (ssh) or both, found neither");
            }
        }

        private boolean covers(URI url) {
            int slash = repositories.indexOf('/');
            String host = slash < 0 ? repositories : repositories.substring(0, slash);
            String below = slash < 0 ? "/" : repositories.substring(slash).replaceAll("/*$", "/");
            String port = url.getPort() < 0 ? "" : ":" + url.getPort();
            return host.toLowerCase(Locale.ROOT).equals(url.getHost().toLowerCase(Locale.ROOT) + port)
                    && (url.getPath() + "/").startsWith(below);
        }

        /** @throws IOException when the file cannot be read or is empty */
        private CredentialsProvider token(Path file) throws IOException {
            String text = Files.readString(file).strip();
            if (text.isEmpty()) {
                throw new IOException(file + " is empty");
            }
            int colon = text.indexOf(':');
            return colon < 0
                    ? new UsernamePasswordCredentialsProvider(ANY_USER, text)
                    : new UsernamePasswordCredentialsProvider(text.substring(0, colon), text.substring(colon + 1));
        }
    }

    /** Whether the operator named the repository's host: it is then a place for repositories wherever it stands. */
    boolean names(URI url) {
        return best(url).isPresent();
    }

    /**
     * The token for a repository; null when there is none for it.
     *
     * @throws IOException when its file cannot be read
     */
    @Nullable
    CredentialsProvider token(URI url) throws IOException {
        Credentials found = best(url).orElse(null);
        return found == null || found.tokenFile == null ? null : found.token(found.tokenFile);
    }

    /** The private key for a repository. */
    Optional<Path> key(URI url) {
        return best(url).flatMap(found -> Optional.ofNullable(found.keyFile));
    }

    private Optional<Credentials> best(URI url) {
        return credentials.stream()
                .filter(some -> some.covers(url))
                .max(Comparator.comparingInt(some -> some.repositories().length()));
    }
}
