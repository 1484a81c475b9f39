package dev.slipway.pipelinefile.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.pipelinefile.MalformedFiles;
import dev.slipway.pipelinefile.compose.LoadBalancer.Health;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StackFileReaderTest {

    private static final Set<String> COMPONENTS = Set.of("auth-service");
    private static final Map<String, String> VALUES =
            Map.of("VERSION", "v1.$1", "IMAGE_auth_service", "127.0.0.1:5000/demo/auth@sha256:" + "a".repeat(64));

    @Test
    void loadBalancerIsRead() {
        assertThat(valid().loadBalancer())
                .isEqualTo(new LoadBalancer(
                        "auth",
                        "auth-service",
                        8080,
                        18080,
                        18443,
                        new Health("/health", Duration.ofSeconds(1), Duration.ofSeconds(2), 3, 2)));
        assertThat(valid().name()).isEqualTo("demo");
        assertThat(valid().volumes()).containsExactly("data");
    }

    @Test
    void servicesAreReadInOrder() {
        var services = valid().services();

        assertThat(services).extracting(Service::name).containsExactly("auth-service", "database");
        assertThat(services).extracting(Service::replicas).containsExactly(2, 1);
        assertThat(services).extracting(Service::hasHealthCheck).containsExactly(true, false);
        assertThat(services).extracting(Service::volumes).containsExactly(List.of(), List.of("data"));
        assertThat(services.getFirst().environment())
                .containsEntry("PORT", "8080")
                .containsEntry("DEBUG", "yes");
        assertThat(services.getFirst().labels()).containsExactly(Map.entry("team", "identity"));
    }

    @Test
    void variablesAreFilledIn() {
        var stack = valid();

        var resolved = stack.resolve(VALUES);

        assertThat(stack.variables()).containsExactlyInAnyOrder("VERSION", "IMAGE_auth_service");
        assertThat(resolved.variables()).isEmpty();
        assertThat(resolved.services().getFirst().image()).isEqualTo(VALUES.get("IMAGE_auth_service"));
        assertThat(resolved.services().getFirst().environment())
                .as("a dollar sign of a value is not a variable to the engine")
                .containsEntry("VERSION", "v1.$$1")
                .containsEntry("PRICE", "5$$");
    }

    @Test
    void missingValueIsRefused() {
        assertThatThrownBy(() -> valid().resolve(Map.of("VERSION", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no value for the variable IMAGE_auth_service");
    }

    @Test
    void renderedStackIsOurOwnText() {
        assertThat(valid().resolve(VALUES).render()).isEqualTo(MalformedFiles.text("/stack-file/rendered.yml"));
    }

    @Test
    void treeIsACopyToExtend() {
        var stack = valid();

        var tree = stack.tree();
        tree.put("networks", Map.of("default", Map.of("attachable", true)));

        assertThat(ComposeText.write(tree)).contains("\"attachable\": true");
        assertThat(stack.tree()).doesNotContainKey("networks");
    }

    static Stream<MalformedFiles> malformedFiles() {
        return MalformedFiles.of("stack-file", "stack.yml");
    }

    @ParameterizedTest
    @MethodSource("malformedFiles")
    void mistakesAreToldWithPlaceAndRemedy(MalformedFiles file) {
        file.check(content -> switch (StackFileReader.read("deploy/stack.yml", content, COMPONENTS)) {
            case StackFileResult.Invalid(var mistakes) -> mistakes;
            case StackFileResult.Valid valid -> List.of();
        });
    }

    private static StackFile valid() {
        var content = MalformedFiles.text("/stack-file/stack.yml").getBytes(UTF_8);
        return switch (StackFileReader.read("deploy/stack.yml", content, COMPONENTS)) {
            case StackFileResult.Valid(var file) -> file;
            case StackFileResult.Invalid invalid -> throw new AssertionError(invalid);
        };
    }
}
