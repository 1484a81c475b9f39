package dev.slipway.builder.outbound.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.artifact.ArchiveLimits;
import dev.slipway.builder.GitRepository;
import dev.slipway.builder.domain.AllowedRepositories;
import dev.slipway.builder.domain.CheckoutResult;
import dev.slipway.builder.domain.CheckoutResult.CheckedOut;
import dev.slipway.builder.domain.CheckoutResult.Refused;
import dev.slipway.builder.domain.Source;
import dev.slipway.builder.port.SourceUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real HTTPS and a real ssh server, both asking for credentials. */
@SuppressWarnings("NullAway.Init")
class PrivateRepositoryTest {

    private static final String DEVELOP = "refs/heads/develop";
    private static final String TOKEN = "canary-token-3f9c";

    @TempDir
    static Path keys;

    private static HttpsGitServer.Identity identity;

    @TempDir
    Path folder;

    private GitRepository repository;
    private String revision;
    private HttpsGitServer https;
    private @Nullable SshGitServer ssh;
    private int targets;

    @BeforeAll
    static void identity() throws Exception {
        identity = HttpsGitServer.Identity.in(keys);
    }

    @BeforeEach
    void servers() throws Exception {
        repository = new GitRepository(folder.resolve("git/app"));
        revision = repository.with("a", "1").commit("First");
        https = new HttpsGitServer(identity, folder.resolve("git")).demanding("ci:" + TOKEN);
    }

    @AfterEach
    void close() throws Exception {
        repository.close();
        https.close();
        if (ssh != null) {
            ssh.close();
        }
        assertThat(containing(folder.resolve("mirrors"), TOKEN))
                .as("files that keep the token")
                .isEmpty();
    }

    @Test
    void repositoryIsReadWithTheTokenOfItsHost() throws Exception {
        CheckoutResult result = checkOut(https.url("app"), token(https.host(), "ci:" + TOKEN));

        assertThat(result).isInstanceOf(CheckedOut.class);
        assertThat(target().resolve("a")).hasContent("1");
    }

    @Test
    void tokenAloneGoesWithAUserThatAllForgesTake() throws Exception {
        https.demanding("x-token-auth:" + TOKEN);

        assertThat(checkOut(https.url("app"), token(https.host() + "/git", TOKEN + "\n")))
                .isInstanceOf(CheckedOut.class);
    }

    @Test
    void wrongTokenIsRefusedAndNotShown() throws Exception {
        https.demanding("ci:another");

        String reason = reason(checkOut(https.url("app"), token(https.host(), "ci:" + TOKEN)));

        assertThat(reason)
                .contains("access to repository " + https.url("app") + " was refused")
                .contains("slipway.builder.git.access")
                .doesNotContain(TOKEN);
    }

    @Test
    void changedTokenFileCountsAtTheNextFetch() throws Exception {
        GitAccess access = token(https.host(), "ci:old");
        assertThat(checkOut(https.url("app"), access)).isInstanceOf(Refused.class);

        Files.writeString(folder.resolve("token"), "ci:" + TOKEN);

        assertThat(checkOut(https.url("app"), access)).isInstanceOf(CheckedOut.class);
    }

    @Test
    void missingTokenFileIsNamedAndTriedAgain() throws Exception {
        GitAccess access = token(https.host(), TOKEN);
        Files.delete(folder.resolve("token"));

        assertThatThrownBy(() -> checkOut(https.url("app"), access))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining(folder.resolve("token").toString());
    }

    @ParameterizedTest
    @CsvSource({"/other", "/git/ap", "/git/app/deeper"})
    void tokenIsNotSentToPathsThatItIsNotFor(String path) throws Exception {
        // the host itself is named by another entry
        GitAccess access = access(
                new GitAccess.Credentials("path", https.host() + path, file("token", TOKEN), null),
                new GitAccess.Credentials("host", https.host(), null, folder.resolve("id")));

        assertThat(checkOut(https.url("app"), access)).isInstanceOf(Refused.class);
        assertThat(https.requests()).isNotEmpty();
        assertThat(https.authorizations()).isEmpty();
    }

    @Test
    void redirectIsNotFollowedAndTheOtherHostSeesNeitherTokenNorRequest() throws Exception {
        try (HttpsGitServer other = new HttpsGitServer(identity, folder.resolve("git"))) {
            https.redirectingTo(other.url("app"));

            String reason =
                    reason(checkOut("https://" + https.host() + "/moved/app", token(https.host(), "ci:" + TOKEN)));

            assertThat(reason)
                    .contains("answers with a redirect, which is not followed; if " + other.url("app") + " is");
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void certificateOfAnUnknownAuthorityIsNotBelieved() throws Exception {
        GitAccess access = new GitAccess(token(https.host(), TOKEN).credentials(), null, null);

        assertThat(reason(checkOut(https.url("app"), access)))
                .contains("certificate of 127.0.0.1 is not believed")
                .contains("slipway.builder.git.certificates");
        assertThat(https.authorizations()).isEmpty();
    }

    @Test
    void fileWithoutCertificatesIsNamedAtStart() throws Exception {
        Path empty = file("empty.pem", "-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----\n");

        assertThatThrownBy(() -> checkOut(https.url("app"), new GitAccess(List.of(), null, empty)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(empty.toString());
    }

    @Test
    void hostThatLeadsElsewhereByTheTimeOfTheConnectionIsRefused() throws Exception {
        https.demanding("ci:" + TOKEN);
        GitAccess access = new GitAccess(List.of(), null, https.certificate());
        String url = "https://localhost:" + https.port() + "/git/app";

        // the first look-up tells a public address, the connection goes to this machine
        String reason = reason(checkOut(url, access, host -> new InetAddress[] {InetAddress.getByName("203.0.113.7")}));

        assertThat(reason).contains("is on 127.0.0.1, which is not a place for repositories");
        assertThat(https.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ssh-ed25519,256", "ecdsa-sha2-nistp256,256", "ssh-rsa,2048"})
    void repositoryIsReadWithTheOperatorsKey(String type, int size) throws Exception {
        SshGitServer server = ssh(SshGitServer.key(type, size), SshGitServer.key(type, size));

        CheckoutResult result = checkOut(server.url("app"), key(server, server.knownHost()));

        assertThat(result).isInstanceOf(CheckedOut.class);
        assertThat(target().resolve("a")).hasContent("1");
    }

    @Test
    void unknownHostKeyIsRefusedWithItsFingerprintAndTheLineToAdd() throws Exception {
        KeyPair hostKey = ed25519();
        SshGitServer server = ssh(hostKey, ed25519());
        GitAccess access =
                key(server, "github.com " + PublicKeyEntry.toString(ed25519().getPublic()) + "\n");

        String reason = reason(checkOut(server.url("app"), access));

        assertThat(reason)
                .contains(KeyUtils.getFingerPrint(hostKey.getPublic()))
                .contains("is not pinned")
                .contains(server.knownHost().strip())
                .contains(folder.resolve("known_hosts").toString());
        Files.writeString(folder.resolve("known_hosts"), server.knownHost());
        assertThat(checkOut(server.url("app"), access)).isInstanceOf(CheckedOut.class);
    }

    @Test
    void changedHostKeyIsRefusedWithBothFingerprints() throws Exception {
        KeyPair hostKey = ed25519();
        KeyPair pinned = ed25519();
        SshGitServer server = ssh(hostKey, ed25519());

        String reason = reason(checkOut(server.url("app"), key(server, SshGitServer.knownHost(server.port(), pinned))));

        assertThat(reason)
                .contains("is not the pinned one")
                .contains("found " + KeyUtils.getFingerPrint(hostKey.getPublic()))
                .contains(KeyUtils.getFingerPrint(pinned.getPublic()))
                .contains("somebody may stand in between");
    }

    @Test
    void revokedHostKeyIsRefused() throws Exception {
        SshGitServer server = ssh(ed25519(), ed25519());

        assertThat(reason(checkOut(
                        server.url("app"), key(server, server.knownHost() + "@revoked " + server.knownHost()))))
                .contains("is not the pinned one");
    }

    @Test
    void keyThatTheServerDoesNotKnowIsRefused() throws Exception {
        SshGitServer server = ssh(ed25519(), ed25519());
        GitAccess access = key(server, server.knownHost());
        SshGitServer.written(ed25519(), folder.resolve("id"));

        assertThat(reason(checkOut(server.url("app"), access)))
                .contains("access to repository")
                .contains("refused");
    }

    @Test
    void repositoryThatTheSshServerDoesNotHaveIsRefused() throws Exception {
        SshGitServer server = ssh(ed25519(), ed25519());

        assertThat(checkOut(server.url("nothing"), key(server, server.knownHost())))
                .isInstanceOf(Refused.class);
    }

    @Test
    void sshWithoutKeyOrPinnedHostsSaysWhatIsMissing() throws Exception {
        String url = "ssh://git@203.0.113.7/app";
        Path key = SshGitServer.written(ed25519(), folder.resolve("id"));

        assertThat(reason(checkOut(url, GitAccess.NONE))).contains("no ssh key").contains("slipway.builder.git.access");
        assertThat(reason(checkOut(
                        url,
                        new GitAccess(List.of(new GitAccess.Credentials("a", "203.0.113.7", null, key)), null, null))))
                .contains("slipway.builder.git.known-hosts");
    }

    @ParameterizedTest
    @CsvSource({"https://git.example.com", "git@git.example.com", "''", "/acme"})
    void accessForSomethingElseThanAHostIsNamedAtStart(String repositories) {
        assertThatThrownBy(() -> new GitAccess.Credentials("acme", repositories, folder, null))
                .hasMessageContaining("slipway.builder.git.access.acme.repositories")
                .hasMessageContaining("wanted a host or host/path");
    }

    private KeyPair allowed;

    private SshGitServer ssh(KeyPair hostKey, KeyPair user) throws Exception {
        allowed = user;
        ssh = new SshGitServer(folder.resolve("git"), hostKey, user, 0);
        return ssh;
    }

    private static KeyPair ed25519() throws Exception {
        return SshGitServer.key("ssh-ed25519", 256);
    }

    private GitAccess key(SshGitServer server, String knownHosts) throws Exception {
        Path key = SshGitServer.written(allowed, folder.resolve("id"));
        return new GitAccess(
                List.of(new GitAccess.Credentials("ssh", "127.0.0.1:" + server.port(), null, key)),
                file("known_hosts", knownHosts),
                null);
    }

    private GitAccess token(String repositories, String token) throws IOException {
        return access(new GitAccess.Credentials("acme", repositories, file("token", token), null));
    }

    private GitAccess access(GitAccess.Credentials... credentials) {
        return new GitAccess(List.of(credentials), null, https.certificate());
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private CheckoutResult checkOut(String url, GitAccess access) throws Exception {
        return checkOut(url, access, InetAddress::getAllByName);
    }

    private CheckoutResult checkOut(String url, GitAccess access, RepositoryHosts.Lookup lookup) throws Exception {
        targets++;
        return new JGitSourceCheckout(
                        folder.resolve("mirrors"),
                        new AllowedRepositories(List.of()),
                        new JGitSourceCheckout.Limits(
                                Duration.ofSeconds(5),
                                Duration.ofMinutes(1),
                                new ArchiveLimits(1 << 20, 100, 200),
                                Duration.ofDays(1),
                                1L << 30),
                        access,
                        lookup,
                        Clock.systemUTC())
                .checkOut(new Source(url, DEVELOP, revision, null), target());
    }

    private Path target() {
        return folder.resolve("work" + targets).resolve("source");
    }

    private static String reason(CheckoutResult result) {
        assertThat(result).isInstanceOf(Refused.class);
        return ((Refused) result).reason();
    }

    private static List<Path> containing(Path tree, String secret) throws IOException {
        String encoded = Base64.getEncoder().encodeToString(("ci:" + secret).getBytes(StandardCharsets.UTF_8));
        if (!Files.exists(tree)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        try {
                            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                            return content.contains(secret) || content.contains(encoded);
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
