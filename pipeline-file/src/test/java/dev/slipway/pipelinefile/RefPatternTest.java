package dev.slipway.pipelinefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefPatternTest {

    @ParameterizedTest
    @CsvSource({
        "develop, refs/heads/develop, true",
        "develop, refs/tags/develop, false",
        "develop, refs/heads/develop2, false",
        "develop, refs/heads/feature/develop, false",
        "release/1.0, refs/heads/release/1.0, true",
        "release/1.0, refs/heads/release/1x0, false",
        "v1, refs/heads/v1, true",
        "v1, refs/tags/v1, false",
        "v*, refs/tags/v1.1, true",
        "v*, refs/tags/v, true",
        "v*, refs/tags/v1/x, false",
        "v*, refs/heads/v1.1, false",
        "*-final, refs/tags/1-final, true",
        "refs/heads/release/*, refs/heads/release/2, true",
        "refs/tags/stable, refs/tags/stable, true",
        "refs/tags/stable, refs/heads/stable, false",
    })
    void plainNamesAreBranchesAndPatternsAreTags(String pattern, String ref, boolean matches) {
        assertThat(new RefPattern(pattern).matches(ref)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "-b", "a..b", "a//b", "a/", "refs/notes/x", "a\nb", "${x}"})
    void oddTextsAreNoPatterns(String text) {
        assertThatThrownBy(() -> new RefPattern(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
