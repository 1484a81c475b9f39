package dev.slipway.console.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectedRepositoryTest {

    @ParameterizedTest
    @CsvSource({
        "https://github.com/acme/app.git, acme/app, true",
        "https://github.com/acme/app.git, Acme/App, true",
        "https://github.com/acme/app, acme/app, true",
        "https://forgejo.example.com/git/acme/app/, acme/app, true",
        "ssh://git@gitlab.example.com:2222/acme/tools/app.git, acme/tools/app, true",
        "https://github.com/acme/app.git, acme/other, false",
        "https://github.com/acme/app.git, me/app, false",
        "https://github.com/acme/app.git, '', false",
        "https://github.com/acme/app.git, some-very-long-organisation/with-a-very-long-name, false"
    })
    void forgeMeansARepositoryByTheEndOfItsUrl(String url, String fullName, boolean same) {
        assertThat(repository("app", url).isCalled(fullName)).isEqualTo(same);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "App", "../x", "a b", "-a"})
    void nameThatCannotStandInAUrlIsRefused(String name) {
        assertThatThrownBy(() -> repository(name, "https://github.com/acme/app.git"))
                .hasMessageContaining("slipway.console.repositories." + name);
    }

    @Test
    void urlThatCannotBeClonedIsRefusedWithItsKey() {
        assertThatThrownBy(() -> repository("app", "git://github.com/acme/app.git"))
                .hasMessageContaining("slipway.console.repositories.app.url")
                .hasMessageContaining("https://");
    }

    private static ConnectedRepository repository(String name, String url) {
        return new ConnectedRepository(name, url, null, Duration.ZERO);
    }
}
