package dev.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.Run;
import dev.slipway.cli.demo.NameLookup;
import dev.slipway.cli.git.SampleRepository;
import dev.slipway.cli.suite.Port;
import dev.slipway.cli.suite.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One push, all the way; then what goes wrong; then another push under load. One suite for all of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
class PushToServedIT {

    /** Longer than a rollout may stand still, so that a stuck one ends and says why. */
    private static final Duration RUN = Duration.ofMinutes(8);

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final int PORT_BASE = 26000;
    private static final int HTTPS = 31443;
    private static final String NAME = "lb.auth.e2e.slipway.test";

    /** What lets this suite's stack stand beside that of a demo on the same machine. */
    private static final List<Scenario.Edit> OWN_PLACE = List.of(
            new Scenario.Edit("slipway.yml", "  integration:", "  e2e:"),
            new Scenario.Edit("deploy/stack.yml", "http: 9080", "http: 31080"),
            new Scenario.Edit("deploy/stack.yml", "https: 9443", "https: " + HTTPS));

    private LocalSuite suite;
    private SampleRepository repository;
    private Path work;
    private Run firstRun;
    private SampleService service;

    @BeforeAll
    void startSuite() throws InterruptedException {
        suite = new LocalSuite(CHECKOUT, Path.of("target", "suite").toAbsolutePath(), "e2e", PORT_BASE);
        suite.startAnew();
        work = Path.of("target", "work").toAbsolutePath();
        Path bare = suite.home().resolve("repositories").resolve("auth-service.git");
        repository = new SampleRepository(CHECKOUT.resolve("examples/auth-service"), bare, work);
        repository.prepare();
        suite.run("hook", "install", bare.toString()).orFail("hook install");
    }

    @AfterAll
    void stopSuite() throws InterruptedException {
        suite.close();
    }

    @Test
    @Order(1)
    void pushIsBuiltTestedPublishedDeployedServedAndNamed() throws Exception {
        OWN_PLACE.forEach(edit -> edit.apply(work));

        firstRun = pushAndAwaitEnd("First version");

        assertThat(firstRun.state()).as(firstRun.toString()).isEqualTo("succeeded");
        assertThat(firstRun.version()).isEqualTo("develop-1");
        JsonNode certificate = firstRun.stage("dns")
                .flatMap(stage -> stage.detail("certificate"))
                .orElseThrow();
        service = new SampleService(
                HTTPS, suite.console().artifact(certificate.path("pem").asText()));
        assertThat(service.version()).isEqualTo("develop-1");
        assertThat(service.register("ada")).isEqualTo(200);
        assertThat(service.register("ada")).isEqualTo(409);
        assertThat(new NameLookup(suite.port(Port.DNS)).values(NAME, "A")).containsExactly("127.0.0.1");
    }

    @Test
    @Order(2)
    void topicsShowReadableEventsInCausalOrderWithOneTrace() {
        Map<String, TopicReader.Seen> seen = TopicReader.read("127.0.0.1:" + suite.port(Port.KAFKA), firstRun.id());

        assertThat(seen.values())
                .allSatisfy(event -> assertThat(event.trace()).isEqualTo(firstRun.traceId()))
                .allSatisfy(event -> assertThat(event.body()).startsWith("{\"pipelineRun\":{"));
        assertThat(TopicReader.chainTo(seen, "dev.slipway.record-sets.changed.v1"))
                .containsExactly(
                        "dev.slipway.commit.pushed.v1",
                        "dev.slipway.artifact.built.v1",
                        "dev.slipway.image.built.v1",
                        "dev.slipway.tests.passed.v1",
                        "dev.slipway.image.published.v1",
                        "dev.slipway.deployment.requested.v1",
                        "dev.slipway.load-balancer.started.v1",
                        "dev.slipway.record-sets.changed.v1");
    }

    @Test
    @Order(3)
    void logsOfEveryStageCanBeReadByAPerson() throws InterruptedException {
        String log = suite.run("logs", firstRun.id()).orFail("logs").output();

        assertThat(log)
                .contains(firstRun.revision())
                .contains("docker run")
                .contains("Pass: Register User Conflict")
                .contains("sha256:");
    }

    static List<Scenario> scenarios() {
        return Scenario.all();
    }

    @ParameterizedTest
    @Order(4)
    @MethodSource("scenarios")
    void failingPushEndsInItsStageWithItsReasonAndTheOldVersionServes(Scenario scenario) throws Exception {
        repository.prepare();
        OWN_PLACE.forEach(edit -> edit.apply(work));
        scenario.edits().forEach(edit -> edit.apply(work));

        Run run = pushAndAwaitEnd(scenario.title());

        Run.Stage ended = run.stages().stream()
                .filter(stage -> stage.stage().equals(scenario.stage()) && stage.bad())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no failed stage " + scenario.stage() + " in " + run));
        assertThat(run.succeeded()).isFalse();
        assertThat(ended.reason() + "\n" + String.join("\n", ended.tail())).containsPattern(scenario.reason());
        scenario.notReached()
                .forEach(later -> assertThat(run.stage(later).filter(stage -> stage.startedAt() != null))
                        .as(later)
                        .isEmpty());
        assertThat(service.version()).isEqualTo("develop-1");
    }

    @Test
    @Order(5)
    void secondVersionRollsOutUnderLoadWithoutAFailedRequest() throws Exception {
        repository.prepare();
        OWN_PLACE.forEach(edit -> edit.apply(work));
        repository.greet("Hello again");
        SampleService.Load load = service.load(100);

        Run run = pushAndAwaitEnd("Second version");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(service.version()).isEqualTo(run.version()));
        load.close();

        assertThat(run.state()).as(run.toString()).isEqualTo("succeeded");
        assertThat(load.sent()).isGreaterThan(500);
        assertThat(load.failed())
                .as("first: %s of %d", load.firstFailure(), load.sent())
                .isZero();
    }

    @Test
    @Order(6)
    void killedServiceIsRestartedAndSaysSo() throws Exception {
        long builder = pidOf("builder");

        assertThat(ProcessHandle.of(builder).orElseThrow().destroyForcibly()).isTrue();

        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            assertThat(pidOf("builder")).isNotEqualTo(builder);
            assertThat(suite.run("status").output()).containsPattern("builder +ready");
        });
        repository.greet("Hello after the kill");
        assertThat(pushAndAwaitEnd("After the kill").state()).isEqualTo("succeeded");
    }

    @Test
    @Order(7)
    void whatCannotBeRunIsRefusedWithWhatToDo() throws InterruptedException {
        Shell.Result unknownRef = suite.run("run", repository.bare().toString(), "--ref", "nowhere");
        Shell.Result unreachable = suite.run("run", "https://127.0.0.1:1/acme/app.git");

        assertThat(unknownRef.exitCode()).isNotZero();
        assertThat(unknownRef.output()).contains("nowhere").contains("develop");
        assertThat(unreachable.exitCode()).isNotZero();
        assertThat(unreachable.output()).contains("https://127.0.0.1:1/acme/app.git");
    }

    @Test
    @Order(8)
    void takenPortIsNamedWithItsHolderAndNothingIsStarted() throws InterruptedException {
        Shell.Result second = Shell.run(
                List.of(CHECKOUT.resolve("slipway").toString(), "up", "--port-base", "" + PORT_BASE),
                Path.of(".").toFile(),
                Map.of(
                        "SLIPWAY_HOME",
                                Path.of("target", "second").toAbsolutePath().toString(),
                        "SLIPWAY_INSTANCE", "e2e-second",
                        "SLIPWAY_BUILT", "1",
                        "SLIPWAY_YES", "1"));

        assertThat(second.exitCode()).isNotZero();
        assertThat(second.output())
                .contains(String.valueOf(suite.port(Port.CONSOLE)))
                .contains("SLIPWAY_PORT_");
    }

    @Test
    @Order(9)
    void statusSaysThatItCouldNotAskAndNotThatThereAreNoRuns() throws Exception {
        assertThat(ProcessHandle.of(pidOf("console")).orElseThrow().destroyForcibly())
                .isTrue();

        Shell.Result status = suite.run("status");

        assertThat(status.output()).contains("The console was wanted at").doesNotContain("No runs yet");
    }

    private Run pushAndAwaitEnd(String message) throws InterruptedException {
        String revision = repository.commit(message);
        repository.push();
        AtomicReference<@Nullable Run> last = new AtomicReference<>();
        try {
            await().atMost(RUN).pollInterval(Duration.ofMillis(250)).until(() -> {
                suite.console().runs(50).stream()
                        .filter(run -> run.revision().equals(revision))
                        .findFirst()
                        .ifPresent(last::set);
                Run run = last.get();
                return run != null && run.over();
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("run of %s is not over: %s%n%s".formatted(revision, last, evidence()), e);
        }
        return suite.console().run(Objects.requireNonNull(last.get()).id());
    }

    /** What an operator would look at. */
    private String evidence() throws InterruptedException {
        StringBuilder evidence = new StringBuilder(suite.run("status").output());
        for (String part :
                List.of("supervisor", "console", "builder", "packager", "tester", "deployer", "dns-service")) {
            Path log = suite.suite().home().log(part);
            evidence.append("%n== %s%n".formatted(part))
                    .append(Shell.run(List.of("tail", "-n", "40", log.toString()))
                            .output());
        }
        return evidence.append(Shell.run(List.of("docker", "ps", "--all")).output())
                .toString();
    }

    private long pidOf(String part) throws InterruptedException, IOException {
        JsonNode status = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(suite.run("status", "--json").output());
        for (JsonNode candidate : status.findParents("pid")) {
            if (candidate.path("name").asText().equals(part)) {
                return candidate.path("pid").asLong();
            }
        }
        throw new AssertionError("no part " + part + " in " + status);
    }
}
