package dev.slipway.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.deployer.RolloutProcedure.Rules;
import dev.slipway.deployer.domain.Deployment;
import dev.slipway.deployer.domain.DeploymentResult;
import dev.slipway.deployer.domain.StackId;
import dev.slipway.deployer.outbound.certificate.SelfSignedIssuer;
import dev.slipway.deployer.port.ImageSupply;
import dev.slipway.events.Digest;
import dev.slipway.events.Endpoint;
import dev.slipway.events.ImageReference;
import dev.slipway.events.ReplicaCount;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolloutProcedureTest {

    private static final StackId STACK = new StackId("integration", "shop");
    private static final ImageReference ONE = image("one");
    private static final ImageReference TWO = image("two");
    private static final ImageReference BROKEN = image("broken");

    private final FakeOrchestrator orchestrator = new FakeOrchestrator();
    private final MemoryReleases releases = new MemoryReleases();
    private final MemoryCertificates certificates = new MemoryCertificates();
    private final ListeningJournal journal = new ListeningJournal();
    private final Repository repository = new Repository();
    private final Set<String> withoutHealthCheck = new HashSet<>();
    private final Set<String> missing = new HashSet<>();

    @Test
    void goodVersionServesBehindTheLoadBalancer() throws Exception {
        DeploymentResult result = deploy(1, ONE);

        assertThat(result).isInstanceOfSatisfying(DeploymentResult.Serving.class, serving -> {
            assertThat(serving.replicas()).isEqualTo(new ReplicaCount(2, 2, 0, 0));
            assertThat(serving.endpoints()).containsExactly(new Endpoint("http", 9080), new Endpoint("https", 9443));
            assertThat(serving.addresses()).containsExactly("127.0.0.1");
        });
        assertThat(orchestrator.applied).containsExactly(ONE.pullable());
        assertThat(journal.progress).endsWith(new ReplicaCount(2, 2, 0, 0));
    }

    @Test
    void brokenVersionGivesWayToTheOneBefore() throws Exception {
        // Given
        serve(1, ONE);

        // When
        DeploymentResult result = deploy(2, BROKEN);

        // Then
        assertThat(result).isInstanceOfSatisfying(DeploymentResult.Restored.class, restored -> {
            assertThat(restored.image()).isEqualTo(ONE);
            assertThat(restored.failure().reason()).contains("connection refused");
        });
        assertThat(orchestrator.applied).containsExactly(ONE.pullable(), BROKEN.pullable(), ONE.pullable());
        assertThat(orchestrator.removed).isEmpty();
        assertThat(releases.current(STACK))
                .hasValueSatisfying(kept -> assertThat(kept.image()).isEqualTo(ONE));
    }

    @Test
    void brokenFirstVersionIsRemovedButNotItsDatabase() throws Exception {
        DeploymentResult result = deploy(1, BROKEN);

        assertThat(result).isInstanceOf(DeploymentResult.Refused.class);
        assertThat(orchestrator.removed).containsExactly("web", "lb");
    }

    @Test
    void laterAttemptWatchesWhatTheEarlierOneHandedOver() throws Exception {
        // Given
        assertThat(deploy(1, ONE)).isInstanceOf(DeploymentResult.Serving.class);

        // When
        DeploymentResult again = deploy(1, ONE);

        // Then
        assertThat(again).isInstanceOf(DeploymentResult.Serving.class);
        assertThat(orchestrator.applied).hasSize(1);
    }

    @Test
    void laterAttemptDoesNotRepeatWhatTheEarlierOneTookBack() throws Exception {
        // Given
        serve(1, ONE);
        assertThat(deploy(2, BROKEN)).isInstanceOf(DeploymentResult.Restored.class);

        // When
        DeploymentResult again = deploy(2, BROKEN);

        // Then
        assertThat(again)
                .isInstanceOfSatisfying(
                        DeploymentResult.Restored.class,
                        restored -> assertThat(restored.failure().reason()).contains("connection refused"));
        assertThat(orchestrator.applied).hasSize(3);
    }

    @Test
    void olderPushNeverReplacesANewerOne() throws Exception {
        serve(2, TWO);

        assertThat(deploy(1, ONE)).isEqualTo(new DeploymentResult.Outdated(2));
        assertThat(orchestrator.applied).containsExactly(TWO.pullable());
    }

    @Test
    void serviceWithoutAHealthCheckIsRefused() throws Exception {
        withoutHealthCheck.add(ONE.pullable());

        assertRefused(deploy(1, ONE), "service web has no health check");
        assertThat(orchestrator.applied).isEmpty();
    }

    @Test
    void imageThatIsNowhereIsNamedWithItsService() throws Exception {
        missing.add("postgres:17");

        assertRefused(deploy(1, ONE), "the image postgres:17 of service database");
    }

    @Test
    void takenPortIsNamedWithItsKey() throws Exception {
        orchestrator.busyPorts.add(9443);

        assertRefused(
                deploy(1, ONE),
                "port 9443 of the host is taken: end what listens there, or choose another port"
                        + " under x-slipway.load-balancer.https");
        assertThat(orchestrator.applied).isEmpty();
    }

    @Test
    void stackThatDoesNotRunTheComponentIsRefused() throws Exception {
        repository.with("deploy/stack.yml", Repository.STACK.replace("${IMAGE_web}", "nginx:1"));

        assertRefused(
                deploy(1, ONE), "no service of deploy/stack.yml runs the image of web: write image: ${IMAGE_web}");
    }

    @Test
    void stackThatNamesAComponentOutsideOfTheDeploymentIsNotDeployedByHalf() throws Exception {
        twoComponents();

        assertRefused(
                deploy(1, ONE), "deploy/stack.yml also names the image of api, which is not part of this deployment");
        assertThat(orchestrator.applied).isEmpty();
    }

    @Test
    void everyServiceOfAStackRunsTheImageOfItsComponent() throws Exception {
        twoComponents();
        Deployment web = Pushes.deployment(STACK, 1, ONE);

        DeploymentResult result = deploy(new Deployment(
                web.id(), web.pipelineRun(), "web", web.source(), ONE, Map.of("web", ONE, "api", TWO), STACK));

        assertThat(result).isInstanceOf(DeploymentResult.Serving.class);
        releases.confirm(STACK, web.pipelineRun().id());
        assertThat(releases.current(STACK).orElseThrow().rendered().application())
                .containsExactly("web", "database");
        assertThat(releases.current(STACK).orElseThrow().rendered().tree().toString())
                .contains("image=" + ONE.pullable())
                .contains("image=" + TWO.pullable());
    }

    private void twoComponents() {
        repository
                .with("slipway.yml", Repository.PIPELINE.replace("components:", "components:\n  api:"))
                .with("deploy/stack.yml", Repository.STACK.replace("image: postgres:17", "image: ${IMAGE_api}"));
    }

    @Test
    void certificateAndConfigurationStayTheSameFromVersionToVersion() throws Exception {
        serve(1, ONE);
        serve(2, TWO);

        assertThat(orchestrator.secrets).hasSize(1);
        assertThat(orchestrator.configs).hasSize(1);
        assertThat(orchestrator.secrets.values().iterator().next()).contains("BEGIN CERTIFICATE", "BEGIN PRIVATE KEY");
    }

    private void serve(long sequence, ImageReference image) throws InterruptedException {
        assertThat(deploy(sequence, image)).isInstanceOf(DeploymentResult.Serving.class);
        releases.confirm(STACK, Pushes.push(sequence).id());
    }

    private DeploymentResult deploy(long sequence, ImageReference image) throws InterruptedException {
        return deploy(Pushes.deployment(STACK, sequence, image));
    }

    private DeploymentResult deploy(Deployment deployment) throws InterruptedException {
        Rules rules = new Rules("test", "haproxy:3", Duration.ofSeconds(3), Duration.ofSeconds(60));
        ImageSupply images = name -> missing.contains(name)
                ? new ImageSupply.Supplied.Missing(name)
                : new ImageSupply.Supplied.Available(name, !withoutHealthCheck.contains(name));
        Clock clock = Clock.systemUTC();
        CertificateProvision provision = new CertificateProvision(
                certificates, new SelfSignedIssuer(clock), orchestrator, clock, "slipway.test");
        return new RolloutProcedure(
                        orchestrator,
                        releases,
                        new StackPreparation(repository, images, provision, orchestrator, rules),
                        clock,
                        rules)
                .deploy(deployment, journal);
    }

    private static void assertRefused(DeploymentResult result, String reason) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        DeploymentResult.Refused.class,
                        refused -> assertThat(refused.failure().reason()).contains(reason));
    }

    private static ImageReference image(String name) {
        return new ImageReference("127.0.0.1:15000/it/" + name, Digest.of("sha256:" + "1".repeat(64)));
    }
}
