package dev.slipway.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.RegistryCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerConfigFileTest {

    // user:password
    private static final String AUTH = "dXNlcjpwYXNzd29yZA==";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void loginIsFoundByItsRegistry() throws IOException {
        DockerConfigFile logins = file("{\"auths\": {\"registry.example:5000\": {\"auth\": \"" + AUTH
                + "\"}, \"https://index.docker.io/v1/\": {\"auth\": \"" + AUTH + "\"}, \"other\": {}}}");

        RegistryCredentials user = new RegistryCredentials("user", "password");
        assertThat(logins.at("registry.example:5000")).isEqualTo(user);
        assertThat(logins.at(null)).isEqualTo(user);
        assertThat(logins.at("registry.example")).isNull();
        assertThat(logins.at("other")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{ s3cret | is not JSON",
                "{} | has no auths",
                "{\"auths\": {\"r\": {\"auth\": \"s3cret!\"}}} | not base64",
                "{\"auths\": {\"r\": {\"auth\": \"czNjcmV0\"}}} | not base64 of user:password",
                "{\"auths\": {}, \"credsStore\": \"desktop\"} | credential helper",
            })
    void unusableFileIsNamedAndNothingOfItIsTold(String content, String reason) {
        assertThatThrownBy(() -> file(content))
                .hasMessageContaining("config.json")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("s3cret")
                .hasMessageNotContaining("czNjcmV0");
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> new DockerConfigFile(folder.resolve("none.json")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.json");
    }

    private DockerConfigFile file(String content) throws IOException {
        return new DockerConfigFile(Files.writeString(folder.resolve("config.json"), content));
    }
}
