package dev.slipway.pipelinefile.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

    private static final List<String> KEYS = List.of("image", "env", "run", "artifacts", "timeout");

    @ParameterizedTest
    @CsvSource({"imgae, image", "imag, image", "artefacts, artifacts", "rum, run", "time-out, timeout", "x,", "folder,"
    })
    void nearKeysAreSuggested(String written, String meant) {
        assertThat(Suggestion.among(KEYS, written).orElse(null)).isEqualTo(meant);
    }
}
