package dev.slipway.pipelinefile.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.pipelinefile.MalformedFiles;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComposeFileReaderTest {

    private static final Set<String> COMPONENTS = Set.of("auth-service");

    @Test
    void renderedEnvironmentIsOurOwnText() {
        var file = valid().resolve(Map.of("IMAGE_auth_service", "demo/auth-service:1"));

        assertThat(file.services().getFirst().dependencies()).containsExactly("database");
        assertThat(file.render()).isEqualTo(MalformedFiles.text("/compose-file/rendered.yml"));
    }

    static Stream<MalformedFiles> malformedFiles() {
        return MalformedFiles.of("compose-file", "docker-compose.yml");
    }

    @ParameterizedTest
    @MethodSource("malformedFiles")
    void mistakesAreToldWithPlaceAndRemedy(MalformedFiles file) {
        file.check(content -> switch (ComposeFileReader.read("docker-compose.yml", content, COMPONENTS)) {
            case ComposeFileResult.Invalid(var mistakes) -> mistakes;
            case ComposeFileResult.Valid valid -> List.of();
        });
    }

    private static ComposeFile valid() {
        var content = MalformedFiles.text("/compose-file/docker-compose.yml").getBytes(UTF_8);
        return switch (ComposeFileReader.read("docker-compose.yml", content, COMPONENTS)) {
            case ComposeFileResult.Valid(var file) -> file;
            case ComposeFileResult.Invalid invalid -> throw new AssertionError(invalid);
        };
    }
}
