package dev.slipway.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.deployer.domain.Certificate;
import dev.slipway.deployer.domain.Deployment;
import dev.slipway.deployer.domain.Release;
import dev.slipway.deployer.domain.RenderedStack;
import dev.slipway.deployer.domain.StackId;
import dev.slipway.deployer.inbound.DeployStage;
import dev.slipway.deployer.outbound.persistence.EnvironmentStackEntity;
import dev.slipway.deployer.outbound.persistence.EnvironmentStacks;
import dev.slipway.deployer.port.CertificateIssuer.Issued;
import dev.slipway.deployer.port.CertificateRegister;
import dev.slipway.deployer.port.PublishedComponents;
import dev.slipway.deployer.port.PublishedComponents.Published;
import dev.slipway.deployer.port.ReleaseHistory;
import dev.slipway.events.DeploymentRequested;
import dev.slipway.events.Digest;
import dev.slipway.events.ImageReference;
import dev.slipway.events.PipelineRunId;
import dev.slipway.runtime.Conclusion;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The service as it is wired, with a real database. */
@QuarkusTest
@QuarkusTestResource(RealDatabase.class)
class DeployerIT {

    @Inject
    PublishedComponents published;

    @Inject
    ReleaseHistory history;

    @Inject
    CertificateRegister certificates;

    @Inject
    DeployStage stage;

    @Inject
    EnvironmentStacks stacks;

    @Test
    void concludedDeploymentIsTheReleaseToGoBackTo() {
        // Given
        StackId stack = new StackId("integration", "concluded");
        Release one = release(stack, 1, "1");
        Release two = release(stack, 2, "2");
        history.prepare(one);
        conclude(one);
        history.prepare(two);

        // When
        Optional<Release> beforeConclusion = history.current(stack);
        conclude(two);

        // Then
        assertThat(beforeConclusion).contains(one);
        assertThat(history.current(stack)).contains(two);
        EnvironmentStackEntity row = QuarkusTransaction.requiringNew()
                .call(() -> stacks.findById(new EnvironmentStackEntity.Key("integration", "concluded")));
        assertThat(row.image).isEqualTo(two.image().pullable());
        assertThat(row.previousImage).isEqualTo(one.image().pullable());
        assertThat(row.sequence).isEqualTo(2);
    }

    @Test
    void onlyAPreparedReleaseCanServe() {
        Release unknown = release(new StackId("integration", "unknown"), 1, "1");

        assertThatThrownBy(() -> conclude(unknown)).hasStackTraceContaining("nothing was prepared");
        assertThat(history.current(unknown.stack())).isEmpty();
    }

    @Test
    void componentsOfAPushKeepTheOrderInWhichTheyWerePublished() {
        ImageReference image = new ImageReference("127.0.0.1:15000/it/web", Digest.of("sha256:" + "1".repeat(64)));
        ImageReference other = new ImageReference("127.0.0.1:15000/it/api", Digest.of("sha256:" + "2".repeat(64)));
        PipelineRunId push = new PipelineRunId(java.util.UUID.randomUUID());

        assertThat(published.add(push, "web", image)).containsExactly(new Published("web", image));
        assertThat(published.add(push, "api", other))
                .containsExactly(new Published("web", image), new Published("api", other));
        assertThat(published.add(push, "web", other))
                .as("the same component again changes nothing")
                .containsExactly(new Published("web", image), new Published("api", other));
        assertThat(published.add(new PipelineRunId(java.util.UUID.randomUUID()), "web", image))
                .hasSize(1);
    }

    @Test
    void ofComponentsPublishedAtTheSameTimeExactlyOneSeesAll() throws Exception {
        ImageReference image = new ImageReference("127.0.0.1:15000/it/web", Digest.of("sha256:" + "1".repeat(64)));
        for (int round = 0; round < 20; round++) {
            PipelineRunId push = new PipelineRunId(java.util.UUID.randomUUID());
            try (var threads = Executors.newFixedThreadPool(3)) {
                List<Callable<List<Published>>> calls = java.util.stream.Stream.of("web", "api", "docs")
                        .<Callable<List<Published>>>map(name -> () -> published.add(push, name, image))
                        .toList();
                List<Integer> seen = new java.util.ArrayList<>();
                for (Future<List<Published>> call : threads.invokeAll(calls)) {
                    seen.add(call.get().size());
                }
                assertThat(seen).containsExactlyInAnyOrder(1, 2, 3);
            }
        }
    }

    @Test
    void certificateIsFoundByItsNameAndReplacedByANewerOne() {
        Instant expires = Instant.parse("2027-01-01T00:00:00Z");

        Certificate first = certificates.keep("lb.a.test", new Issued("pem 1", "key", "AA:BB", expires), "secret-1");
        Certificate second = certificates.keep("lb.a.test", new Issued("pem 2", "key", "CC:DD", expires), "secret-2");

        assertThat(certificates.find("lb.a.test")).contains(second);
        assertThat(second.pem()).isNotEqualTo(first.pem());
        assertThat(certificates.find("lb.b.test")).isEmpty();
    }

    private void conclude(Release release) {
        DeploymentRequested trigger = new DeploymentRequested(
                release.pipelineRun(),
                release.component(),
                Pushes.SOURCE,
                release.image(),
                release.stack().environment(),
                release.stack().stack(),
                "follow develop");
        QuarkusTransaction.requiringNew()
                .run(() -> stage.concluded(trigger, (Conclusion.Finished) Conclusion.success()));
    }

    private static Release release(StackId stack, long sequence, String digit) {
        Deployment deployment = Pushes.deployment(
                stack, sequence, new ImageReference("127.0.0.1:15000/it/web", Digest.of("sha256:" + digit.repeat(64))));
        Map<String, Object> tree = Map.of(
                "version",
                "3.8",
                "services",
                Map.of(
                        "web",
                        Map.of("deploy", Map.of("replicas", 2), "ports", List.of(Map.of("mode", "host"))),
                        "lb",
                        Map.of("read_only", true)));
        Release unique = Release.of(deployment, new RenderedStack(List.of("web"), "lb", tree));
        return new Release(
                new dev.slipway.deployer.domain.DeploymentId(java.util.UUID.randomUUID()),
                stack,
                unique.pipelineRun(),
                unique.component(),
                unique.image(),
                unique.rendered());
    }
}
