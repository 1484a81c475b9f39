package dev.slipway.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.deployer.RolloutProcedure.Rules;
import dev.slipway.deployer.domain.Deployment;
import dev.slipway.deployer.domain.DeploymentResult;
import dev.slipway.deployer.domain.StackId;
import dev.slipway.deployer.outbound.certificate.SelfSignedIssuer;
import dev.slipway.deployer.outbound.swarm.DockerProgram;
import dev.slipway.deployer.outbound.swarm.EngineImages;
import dev.slipway.deployer.outbound.swarm.SwarmConnection;
import dev.slipway.deployer.outbound.swarm.SwarmOrchestrator;
import dev.slipway.deployer.port.Orchestrator;
import dev.slipway.deployer.port.SourceSnapshot;
import dev.slipway.engine.docker.DockerConnection;
import dev.slipway.engine.docker.DockerImageEngine;
import dev.slipway.events.Digest;
import dev.slipway.events.ImageReference;
import dev.slipway.events.ReplicaCount;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.testcontainers.containers.GenericContainer;

/** The life of one stack on a real swarm, behind a real HAProxy. The methods are its chapters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RolloutIT {

    private static final URI ENGINE = URI.create("unix:///var/run/docker.sock");
    private static final String ENVIRONMENT = "rollout-it";
    private static final StackId STACK = new StackId(ENVIRONMENT, "web");
    private static final StackId UNLUCKY = new StackId(ENVIRONMENT, "unlucky");
    private static final URI HTTPS = URI.create("https://localhost:19443/");

    private static final String PIPELINE = """
            version: 1
            components:
              web:
                build: { image: "debian:trixie-slim", run: "true", artifacts: [ web ] }
                package: { image: it/web }
                test: { compose: docker-compose.yml, run: ./test.sh }
            environments:
              rollout-it:
                follow: develop
                stack: deploy/stack.yml
                rollout: { strategy: rolling, batch: 1, interval: 0s, order: start-first }
            """;

    private static final String STACK_FILE = """
            name: web
            services:
              web:
                image: ${IMAGE_web}
                environment: { VERSION: "${VERSION}" }
                deploy: { replicas: 2 }
              database:
                image: postgres:17
                environment: { POSTGRES_PASSWORD: secret }
                volumes: [ "database:/var/lib/postgresql/data" ]
            volumes:
              database: {}
            x-slipway:
              load-balancer:
                name: lb
                service: web
                port: 9000
                http: 19080
                https: 19443
                health: { path: /health, interval: 1s, timeout: 2s, unhealthy: 2, healthy: 1 }
            """;

    private final GenericContainer<?> registry = new GenericContainer<>("slipway/registry:2").withExposedPorts(5000);
    private final MemoryReleases releases = new MemoryReleases();
    private final MemoryCertificates certificates = new MemoryCertificates();
    private final ListeningJournal journal = new ListeningJournal();
    private final Map<String, String> files = new java.util.HashMap<>();
    private DockerConnection engine;
    private SwarmConnection swarm;
    private Orchestrator orchestrator;
    private RolloutProcedure procedure;
    private ImageReference first;
    private ImageReference second;
    private ImageReference broken;

    @BeforeAll
    void start() {
        registry.start();
        String address = "127.0.0.1:" + registry.getMappedPort(5000);
        first = image(address, "one", "");
        second = image(address, "two", "");
        broken = image(address, "three", "yes");
        files.put("slipway.yml", PIPELINE);
        files.put("deploy/stack.yml", STACK_FILE);

        engine = DockerConnection.open(ENGINE, null);
        swarm = SwarmConnection.open(ENGINE, null);
        orchestrator = new SwarmOrchestrator(swarm, new DockerProgram(ENGINE, null), ENGINE, "rollout-it");
        EngineImages images = new EngineImages(new DockerImageEngine(engine), swarm, address);
        SourceSnapshot snapshot = (source, path) ->
                Optional.ofNullable(files.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8));
        Rules rules = new Rules("rollout-it", "slipway/haproxy:3.0", Duration.ofSeconds(3), Duration.ofMinutes(2));
        Clock clock = Clock.systemUTC();
        CertificateProvision provision = new CertificateProvision(
                certificates, new SelfSignedIssuer(clock), orchestrator, clock, "slipway.test");
        procedure = new RolloutProcedure(
                orchestrator,
                releases,
                new StackPreparation(snapshot, images, provision, orchestrator, rules),
                clock,
                rules);
    }

    private static ImageReference image(String registry, String app, String broken) {
        String name = registry + "/it/web";
        Path context = Path.of("src/test/resources/http-app");
        Docker.run(
                "build",
                "-q",
                "-t",
                name + ":" + app,
                "--build-arg",
                "APP=" + app,
                "--build-arg",
                "BROKEN=" + broken,
                context.toString());
        Docker.run("push", "-q", name + ":" + app);
        String pinned = Docker.run("image", "inspect", "-f", "{{index .RepoDigests 0}}", name + ":" + app);
        return new ImageReference(name, Digest.of(pinned.substring(pinned.indexOf('@') + 1)));
    }

    @AfterAll
    void clean() {
        Docker.remove(STACK.name(), ENVIRONMENT);
        Docker.remove(UNLUCKY.name(), ENVIRONMENT);
        engine.close();
        swarm.close();
        registry.stop();
        Docker.lines("image", "ls", "--format", "{{.Repository}}:{{.Tag}}").stream()
                .filter(name -> name.contains(":" + registryPort() + "/"))
                .forEach(name -> Docker.run("image", "rm", name));
    }

    private String registryPort() {
        return first.name().replaceAll(".*:(\\d+)/.*", "$1");
    }

    @Test
    @Order(1)
    void firstVersionServesOverHttps() throws Exception {
        // When
        DeploymentResult result = deploy(STACK, 1, first);

        // Then
        assertThat(result).isInstanceOfSatisfying(DeploymentResult.Serving.class, serving -> {
            assertThat(serving.replicas()).isEqualTo(new ReplicaCount(2, 2, 0, 0));
            assertThat(serving.addresses()).containsExactly("127.0.0.1");
            assertThat(serving.certificate()).isNotNull();
        });
        try (HttpClient client = client(HttpClient.Version.HTTP_2)) {
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(HTTPS).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo("one https");
        }
        confirm(1);
    }

    @Test
    @Order(2)
    void loadBalancerPresentsTheCertificateOfTheReference() {
        String shown = shell("echo | openssl s_client -connect 127.0.0.1:19443 2>/dev/null"
                + " | openssl x509 -noout -fingerprint -sha256");

        assertThat(certificates.find("lb.web.rollout-it.slipway.test"))
                .hasValueSatisfying(known -> assertThat(shown).endsWith("=" + known.fingerprint()));
    }

    @Test
    @Order(2)
    void loadBalancerSpeaksHttp2() {
        String shown = shell("echo | openssl s_client -alpn h2 -connect 127.0.0.1:19443 2>/dev/null");

        assertThat(shown).contains("ALPN protocol: h2");
    }

    @Test
    @Order(3)
    void secondVersionRollsOutWithoutAFailedRequest() throws Exception {
        // Given
        List<String> database = Docker.containersOf("rollout-it-web_database");
        List<String> loadBalancer = Docker.containersOf("rollout-it-web_lb");
        try (HttpClient keepAlive = client(HttpClient.Version.HTTP_1_1);
                HttpClient multiplexed = client(HttpClient.Version.HTTP_2)) {
            DeploymentResult result;
            Load plain = new Load(keepAlive, HTTPS, 120);
            Load h2 = new Load(multiplexed, HTTPS, 60);
            try (plain;
                    h2) {
                // When
                result = deploy(STACK, 2, second);
            }

            // Then
            assertThat(result).isInstanceOf(DeploymentResult.Serving.class);
            assertThat(plain.failures()).isEmpty();
            assertThat(h2.failures()).isEmpty();
            assertThat(plain.answers()).containsKeys("one https", "two https");
            assertThat(plain.sent()).isGreaterThan(500);
            System.getLogger("RolloutIT").log(System.Logger.Level.INFO, "requests " + (plain.sent() + h2.sent()));
        }
        assertThat(Docker.containersOf("rollout-it-web_database")).isEqualTo(database);
        assertThat(Docker.containersOf("rollout-it-web_lb")).isEqualTo(loadBalancer);
        assertThat(journal.progress).contains(new ReplicaCount(2, 2, 0, 0));
        confirm(2);
    }

    @Test
    @Order(4)
    void unhealthyVersionIsTakenBackWhileTheOneBeforeServes() throws Exception {
        // Given
        List<String> serving = Docker.containersOf("rollout-it-web_web");
        try (HttpClient keepAlive = client(HttpClient.Version.HTTP_1_1)) {
            DeploymentResult result;
            Load load = new Load(keepAlive, HTTPS, 120);
            try (load) {
                // When
                result = deploy(STACK, 3, broken);
            }

            // Then
            assertThat(result).isInstanceOfSatisfying(DeploymentResult.Restored.class, restored -> {
                assertThat(restored.image()).isEqualTo(second);
                assertThat(restored.failure().reason()).contains("web", "no good answer from /health");
                assertThat(restored.failure().logTail()).contains("listening as three");
            });
            assertThat(load.failures()).isEmpty();
            assertThat(load.answers()).containsOnlyKeys("two https");
        }
        assertThat(Docker.containersOf("rollout-it-web_web")).containsExactlyInAnyOrderElementsOf(serving);
    }

    @Test
    @Order(5)
    void laterAttemptOfATakenBackVersionDoesNotTryItAgain() throws Exception {
        // Given
        List<String> serving = Docker.containersOf("rollout-it-web_web");

        // When
        DeploymentResult result = deploy(STACK, 3, broken);

        // Then
        assertThat(result).isInstanceOf(DeploymentResult.Restored.class);
        assertThat(Docker.containersOf("rollout-it-web_web")).containsExactlyInAnyOrderElementsOf(serving);
    }

    @Test
    @Order(6)
    void takenPortIsNamed() throws Exception {
        // Given
        files.put("deploy/stack.yml", unlucky());
        try (ServerSocket taken = new ServerSocket(19081, 1, InetAddress.getLoopbackAddress())) {
            // When
            DeploymentResult result = deploy(UNLUCKY, 4, second);

            // Then
            assertThat(taken.isBound()).isTrue();
            assertThat(result)
                    .isInstanceOfSatisfying(
                            DeploymentResult.Refused.class,
                            refused -> assertThat(refused.failure().reason())
                                    .contains("19081", "x-slipway.load-balancer.http"));
        }
    }

    @Test
    @Order(7)
    void firstVersionThatIsNeverHealthyIsRemovedAndItsDatabaseKept() throws Exception {
        // Given
        files.put("deploy/stack.yml", unlucky());

        // When
        DeploymentResult result = deploy(UNLUCKY, 5, broken);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        DeploymentResult.Refused.class,
                        refused -> assertThat(refused.failure().reason()).contains("no good answer from /health"));
        assertThat(Docker.lines("service", "ls", "--format", "{{.Name}}", "--filter", "name=rollout-it-unlucky"))
                .containsExactly("rollout-it-unlucky_database");
    }

    private static String unlucky() {
        return STACK_FILE
                .replace("name: web\nservices", "name: unlucky\nservices")
                .replace("19080", "19081")
                .replace("19443", "19444");
    }

    private DeploymentResult deploy(StackId stack, long sequence, ImageReference image) throws InterruptedException {
        Deployment deployment = Pushes.deployment(stack, sequence, image);
        return procedure.deploy(deployment, journal);
    }

    private void confirm(long sequence) {
        releases.confirm(STACK, Pushes.push(sequence).id());
    }

    private HttpClient client(HttpClient.Version version) throws Exception {
        String pem = certificates.pems.getOrDefault("lb.web.rollout-it.slipway.test", "");
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "lb",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().version(version).sslContext(tls).build();
    }

    private static String shell(String line) {
        try {
            Process process = new ProcessBuilder("sh", "-c", line).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
