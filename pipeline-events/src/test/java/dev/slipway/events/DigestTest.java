package dev.slipway.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

    private static final String TEXT = "sha256:" + "0a".repeat(32);

    @Test
    void jsonIsAPlainString() throws JsonProcessingException {
        var mapper = new ObjectMapper();

        assertThat(mapper.writeValueAsString(Digest.of(TEXT))).isEqualTo('"' + TEXT + '"');
        assertThat(mapper.readValue('"' + TEXT + '"', Digest.class)).isEqualTo(Digest.of(TEXT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256:", "sha256:0A", "sha512:00", "../../etc/passwd"})
    void otherTextsAreNoDigests(String text) {
        assertThatThrownBy(() -> Digest.of(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Digest.of(TEXT + text.length())).isInstanceOf(IllegalArgumentException.class);
    }
}
