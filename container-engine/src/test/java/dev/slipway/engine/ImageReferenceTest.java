package dev.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "debian, -, debian, -",
                "debian:trixie-slim, -, debian, trixie-slim",
                "slipway-demo/go-builder:1.24, -, slipway-demo/go-builder, 1.24",
                "localhost/app, localhost, app, -",
                "localhost:5000/acme/go-auth:v1.1, localhost:5000, acme/go-auth, v1.1",
                "127.0.0.1:15000/a/b/c, 127.0.0.1:15000, a/b/c, -",
                "registry.example.org/acme/app:x_Y.1-z, registry.example.org, acme/app, x_Y.1-z",
                "[::1]:5000/app:1, [::1]:5000, app, 1",
            })
    void partsAreToldApart(String text, String registry, String repository, String tag) {
        ImageReference reference = ImageReference.parse(text);

        assertThat(reference).isEqualTo(new ImageReference(registry, repository, tag, null));
        assertThat(reference).hasToString(text);
    }

    @Test
    void digestNamesTheContent() {
        ImageReference reference = ImageReference.parse("localhost:5000/app:v1@" + DIGEST);

        assertThat(reference.tag()).isEqualTo("v1");
        assertThat(reference.digest()).isEqualTo(DIGEST);
        assertThat(ImageReference.parse("app").withDigest(DIGEST)).hasToString("app@" + DIGEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "App",
                "app:",
                "app:-x",
                "a//b",
                "/app",
                "app/",
                "-app",
                "app@sha256:12",
                "a b",
                "app:$(id)",
                "../app",
                "app\n"
            })
    void nonsenseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ImageReference.parse(text));
    }
}
