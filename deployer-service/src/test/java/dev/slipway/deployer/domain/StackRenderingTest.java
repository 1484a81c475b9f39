package dev.slipway.deployer.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.events.Digest;
import dev.slipway.events.ImageReference;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.PipelineRunId;
import dev.slipway.pipelinefile.RolloutPlan;
import dev.slipway.pipelinefile.compose.ComposeText;
import dev.slipway.pipelinefile.compose.StackFile;
import dev.slipway.pipelinefile.compose.StackFileReader;
import dev.slipway.pipelinefile.compose.StackFileResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The two files that reach the engine, compared with golden ones. */
class StackRenderingTest {

    private static final StackId STACK = new StackId("integration", "shop");

    @Test
    void stackKeepsItsServicesAndGetsOurWayOfUpdating() {
        assertThat(ComposeText.write(rendered().tree())).isEqualTo(text("rendered-stack.yml"));
    }

    @Test
    void loadBalancerFollowsTheMeasuredRecipe() {
        assertThat(LoadBalancerConfiguration.render(STACK, file().loadBalancer(), 2)
                        .text())
                .isEqualTo(text("haproxy.cfg"));
    }

    @Test
    void otherConfigurationHasAnotherName() {
        StackId other = new StackId("production", "shop");

        String name = LoadBalancerConfiguration.render(STACK, file().loadBalancer(), 2)
                .name();

        assertThat(name).startsWith("integration-shop-lb-").hasSizeLessThanOrEqualTo(64);
        assertThat(LoadBalancerConfiguration.render(STACK, file().loadBalancer(), 2)
                        .name())
                .isEqualTo(name);
        assertThat(LoadBalancerConfiguration.render(other, file().loadBalancer(), 2)
                        .name())
                .isNotEqualTo(name);
    }

    @Test
    void eachServiceRunsTheImageOfItsOwnComponent() {
        String stack = text("stack.yml").replace("image: postgres:17", "image: ${IMAGE_data_store}");
        StackFile file = ((StackFileResult.Valid) StackFileReader.read(
                        "stack.yml", stack.getBytes(StandardCharsets.UTF_8), Set.of("web", "data-store")))
                .file();

        assertThat(StackRendering.application(file, Set.of("web", "data-store")))
                .containsExactly("web", "database");
        assertThat(StackRendering.application(file, Set.of("web"))).containsExactly("web");
        assertThat(file.services())
                .extracting(service -> StackRendering.componentOf(service, Set.of("web", "data-store")))
                .containsExactly(Optional.of("web"), Optional.of("data-store"));
    }

    @Test
    void takenBackVersionIsWrittenOnTheApplicationAndNowhereElse() {
        DeploymentId refused = new DeploymentId(new UUID(0, 7));

        RenderedStack back = rendered().insteadOf(refused, "costs $5");

        String text = ComposeText.write(back.tree());
        assertThat(text).contains("\"slipway.refused\": \"" + refused + "\"", "costs $$5");
        assertThat(text.split("\"slipway.refused\":", -1)).hasSize(2);
        assertThat(ComposeText.write(rendered().tree())).doesNotContain("slipway.refused");
    }

    private static RenderedStack rendered() {
        Deployment deployment = new Deployment(
                new DeploymentId(new UUID(0, 1)),
                new PipelineRun(
                        new PipelineRunId(new UUID(0, 2)),
                        "https://git.example.com/acme/shop.git",
                        "refs/heads/develop",
                        "a".repeat(40),
                        "develop-14",
                        14),
                "web",
                Digest.of("sha256:" + "5".repeat(64)),
                new ImageReference("127.0.0.1:15000/acme/web", Digest.of("sha256:" + "1".repeat(64))),
                STACK);
        RolloutPlan plan =
                new RolloutPlan(RolloutPlan.Strategy.ROLLING, 1, Duration.ofMillis(500), RolloutPlan.Order.START_FIRST);
        return new StackRendering(
                        "local",
                        deployment,
                        file(),
                        plan,
                        Map.of(
                                "web",
                                deployment.image().pullable(),
                                "database",
                                "127.0.0.1:15000/mirror/postgres@sha256:" + "2".repeat(64)),
                        "127.0.0.1:15000/mirror/slipway/haproxy@sha256:" + "3".repeat(64),
                        LoadBalancerConfiguration.render(STACK, file().loadBalancer(), 2),
                        "integration-shop-lb-0123456789abcdef",
                        Duration.ofSeconds(5))
                .render();
    }

    private static StackFile file() {
        StackFileResult result =
                StackFileReader.read("stack.yml", text("stack.yml").getBytes(StandardCharsets.UTF_8), Set.of("web"));
        return ((StackFileResult.Valid) result).file();
    }

    private static String text(String resource) {
        try (InputStream content = StackRenderingTest.class.getResourceAsStream("/golden/" + resource)) {
            return new String(Objects.requireNonNull(content).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
