package dev.slipway.builder.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedRepositoriesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example.com/acme/app.git",
                "https://git.example.com:8443/acme/app",
                "ssh://git@git.example.com/acme/app.git",
                "ssh://git.example.com:2222/acme/app.git"
            })
    void httpsAndSshAreAllowed(String url) {
        assertThat(new AllowedRepositories(List.of()).refusal(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://git.example.com/app",
                "git://git.example.com/app",
                "ftp://git.example.com/app",
                "amazon-s3://bucket/app",
                "ext::sh -c touch% /tmp/pwned",
                "ext::sh",
                "file:///etc",
                "file://host/etc",
                "/etc/passwd",
                "../app",
                "bundle.bundle",
                "git@git.example.com:acme/app.git",
                "https://user:secret@git.example.com/app",
                "https://token@git.example.com/app",
                "ssh://git:secret@git.example.com/app",
                "ssh://-oProxyCommand=touch/app",
                "ssh://-o@git.example.com/app",
                "-uhttps://git.example.com/app",
                "https:///app",
                "https://git.example.com/app\n",
                "https://git.example.com/a b",
                "HTTPS://git.example.com/app",
                "jar:https://git.example.com/app",
                "https:git.example.com/app",
                "https://git.example.com/app?x=1",
                "",
            })
    void everythingElseIsRefused(String url) {
        assertThat(new AllowedRepositories(List.of()).refusal(url))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains("allowed are https://")
                        .doesNotContain("secret")
                        .doesNotContain("\n"));
    }

    @Test
    void localRepositoryIsAllowedBelowARootOnly() throws Exception {
        Path root = Files.createDirectories(folder.resolve("root"));
        Path inside = Files.createDirectories(root.resolve("app.git"));
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Path link = Files.createSymbolicLink(root.resolve("link"), outside);
        var allowed = new AllowedRepositories(List.of(root));

        assertThat(allowed.refusal("file://" + inside)).isEmpty();
        assertThat(allowed.refusal("file://" + outside)).isPresent();
        assertThat(allowed.refusal("file://" + root + "/../outside")).isPresent();
        assertThat(allowed.refusal("file://" + link)).isPresent();
        assertThat(allowed.refusal("file://" + root.resolve("missing"))).isPresent();
    }
}
