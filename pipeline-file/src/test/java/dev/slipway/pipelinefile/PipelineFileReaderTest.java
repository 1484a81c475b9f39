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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PipelineFileReaderTest {

    private static final String REPOSITORY = "https://git.example.com/acme/The_Shop.git";

    @Test
    void everyKeyIsRead() {
        assertThat(valid("slipway.yml"))
                .isEqualTo(new PipelineFile(
                        List.of(new Component(
                                "auth-service",
                                ".",
                                new Build(
                                        "slipway-demo/go-builder:1.24",
                                        "/go/src/auth-service",
                                        Map.of("KEY", "literal"),
                                        List.of("./compile.sh"),
                                        List.of("/go/cache"),
                                        List.of("auth-service"),
                                        List.of("NPM_TOKEN"),
                                        Duration.ofMinutes(20),
                                        new Build.Limits(1L << 30, 1.5, 200)),
                                new Packaging("demo/auth-service", "Dockerfile"),
                                new IntegrationTest(
                                        "docker-compose.yml",
                                        "debian:trixie-slim",
                                        List.of("./integration-test.sh"),
                                        List.of("reports/TEST-*.xml"),
                                        Duration.ofMinutes(10)))),
                        List.of(new Environment(
                                "integration",
                                new RefPattern("develop"),
                                "deploy/stack.yml",
                                new RolloutPlan(Strategy.ROLLING, 1, Duration.ZERO, Order.START_FIRST)))));
    }

    @Test
    void fileThatSaysNothingHasOneComponentNamedAfterTheRepository() {
        assertThat(valid("smallest.yml"))
                .isEqualTo(new PipelineFile(
                        List.of(new Component("the-shop", ".", null, new Packaging("the-shop", "Dockerfile"), null)),
                        List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.example.com/acme/Auth_Service.git, auth-service",
        "file:///srv/git/app.git/, app",
        "/home/ada/2048, app",
        "git@git.example.com:shop, shop",
        "https://git.example.com/a-name-that-is-much-too-long-for-one-component.git,"
                + " a-name-that-is-much-too-long-for-one-com",
    })
    void nameOfTheOnlyComponentIsMadeFromTheRepositorys(String repository, String name) {
        assertThat(Component.nameFrom(repository)).isEqualTo(name);
    }

    @Test
    void componentsOfARepositoryKeepTheirOrderAndHaveDefaults() {
        var file = valid("monorepo.yml");

        assertThat(file.componentNames()).containsExactly("api", "web", "docs");
        assertThat(file.component("api"))
                .hasValue(new Component(
                        "api",
                        "services/api",
                        new Build(
                                "golang:1.24",
                                "/workspace",
                                Map.of("CGO_ENABLED", "0"),
                                List.of("go vet", "go build"),
                                List.of(),
                                List.of("api"),
                                List.of(),
                                Duration.ofMinutes(20),
                                new Build.Limits(2L << 30, null, null)),
                        new Packaging("api", "Dockerfile"),
                        null));
        assertThat(file.component("web").map(Component::packaging)).hasValue(new Packaging("shop/web", "Dockerfile"));
        assertThat(file.component("docs"))
                .hasValue(new Component("docs", ".", null, new Packaging("docs", "Dockerfile"), null));
        assertThat(file.component("nobody")).isEmpty();
    }

    @Test
    void testRunsInTheBuilderImageUnlessItNamesAnother() {
        var file = MalformedFiles.text("/pipeline-file/slipway.yml").replaceFirst("(?m)^ *image: debian.*\n", "");

        assertThat(PipelineFileReader.read(file.getBytes(UTF_8), REPOSITORY))
                .isInstanceOfSatisfying(
                        PipelineFileResult.Valid.class,
                        valid -> assertThat(valid.file()
                                        .component("auth-service")
                                        .map(Component::test)
                                        .map(IntegrationTest::image))
                                .hasValue("slipway-demo/go-builder:1.24"));
    }

    @Test
    void rolloutHasDefaults() {
        var file = MalformedFiles.text("/pipeline-file/slipway.yml").replaceFirst("(?m)^ *rollout:.*$", "");

        var result = PipelineFileReader.read(file.getBytes(UTF_8), REPOSITORY);

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
        return switch (PipelineFileReader.read(content, REPOSITORY)) {
            case PipelineFileResult.Invalid(var mistakes) -> mistakes;
            case PipelineFileResult.Valid valid -> List.of();
        };
    }

    private static PipelineFile valid(String name) {
        var content = MalformedFiles.text("/pipeline-file/" + name).getBytes(UTF_8);
        return switch (PipelineFileReader.read(content, REPOSITORY)) {
            case PipelineFileResult.Valid(var file) -> file;
            case PipelineFileResult.Invalid invalid -> throw new AssertionError(invalid);
        };
    }
}
