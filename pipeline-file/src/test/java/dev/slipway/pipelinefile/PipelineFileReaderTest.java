package dev.slipway.pipelinefile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.pipelinefile.RolloutPlan.Order;
import dev.slipway.pipelinefile.RolloutPlan.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PipelineFileReaderTest {

    @Test
    void everyKeyIsRead() {
        assertThat(valid("slipway.yml"))
                .isEqualTo(new PipelineFile(
                        new Component(
                                "auth-service",
                                ".",
                                new Build(
                                        "slipway-demo/go-builder:1.24",
                                        Map.of("KEY", "literal"),
                                        List.of("./compile.sh"),
                                        List.of("auth-service"),
                                        Duration.ofMinutes(20),
                                        1L << 30),
                                new Packaging("demo/auth-service", "Dockerfile"),
                                new IntegrationTest(
                                        "docker-compose.yml",
                                        "debian:trixie-slim",
                                        List.of("./integration-test.sh"),
                                        List.of("reports/TEST-*.xml"),
                                        Duration.ofMinutes(10))),
                        List.of(new Environment(
                                "integration",
                                new RefPattern("develop"),
                                "deploy/stack.yml",
                                new RolloutPlan(Strategy.ROLLING, 1, Duration.ZERO, Order.START_FIRST)))));
    }

    @Test
    void absentKeysHaveDefaults() {
        assertThat(valid("smallest.yml"))
                .isEqualTo(new PipelineFile(
                        new Component(
                                "app",
                                ".",
                                new Build(
                                        "golang:1.24",
                                        Map.of(),
                                        List.of("go vet", "go build"),
                                        List.of("app"),
                                        Duration.ofMinutes(20),
                                        2L << 30),
                                new Packaging("app", "Dockerfile"),
                                new IntegrationTest(
                                        "docker-compose.yml",
                                        "golang:1.24",
                                        List.of("./test.sh"),
                                        List.of(),
                                        Duration.ofMinutes(10))),
                        List.of()));
    }

    @Test
    void rolloutHasDefaults() {
        var file = MalformedFiles.text("/pipeline-file/slipway.yml").replaceFirst("(?m)^ *rollout:.*$", "");

        var result = PipelineFileReader.read(file.getBytes(UTF_8));

        assertThat(result)
                .isInstanceOfSatisfying(
                        PipelineFileResult.Valid.class,
                        valid -> assertThat(
                                        valid.file().environments().getFirst().rollout())
                                .isEqualTo(new RolloutPlan(
                                        Strategy.ROLLING, 1, Duration.ofSeconds(2), Order.START_FIRST)));
    }

    @Test
    void environmentsAreFoundByRef() {
        var file = valid("slipway.yml");

        assertThat(file.environmentsFollowing("refs/heads/develop"))
                .extracting(Environment::name)
                .containsExactly("integration");
        assertThat(file.environmentsFollowing("refs/heads/main")).isEmpty();
    }

    static Stream<MalformedFiles> malformedFiles() {
        return MalformedFiles.of("pipeline-file", "slipway.yml");
    }

    @ParameterizedTest
    @MethodSource("malformedFiles")
    void mistakesAreToldWithPlaceAndRemedy(MalformedFiles file) {
        file.check(PipelineFileReaderTest::mistakes);
    }

    static List<?> mistakes(byte[] content) {
        return switch (PipelineFileReader.read(content)) {
            case PipelineFileResult.Invalid(var mistakes) -> mistakes;
            case PipelineFileResult.Valid valid -> List.of();
        };
    }

    private static PipelineFile valid(String name) {
        var content = MalformedFiles.text("/pipeline-file/" + name).getBytes(UTF_8);
        return switch (PipelineFileReader.read(content)) {
            case PipelineFileResult.Valid(var file) -> file;
            case PipelineFileResult.Invalid invalid -> throw new AssertionError(invalid);
        };
    }
}
