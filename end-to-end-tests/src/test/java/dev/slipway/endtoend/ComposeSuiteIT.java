package dev.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.cli.console.Run;
import dev.slipway.cli.demo.NameLookup;
import dev.slipway.cli.git.SampleRepository;
import dev.slipway.cli.suite.Shell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The shipped docker-compose.yml as a small site uses it: up with two replicas, a push until it is served, down. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
class ComposeSuiteIT {

    private static final Duration RUN = Duration.ofMinutes(3);
    private static final int HTTPS = 14443;
    private static final int BRANCHES = 3;

    private static final List<Scenario.Edit> OWN_PLACE = List.of(
            new Scenario.Edit("slipway.yml", "  integration:", "  site:"),
            new Scenario.Edit("deploy/stack.yml", "http: 9080", "http: 14081"),
            new Scenario.Edit("deploy/stack.yml", "https: 9443", "https: " + HTTPS));

    /** What a run publishes once, whatever the number of replicas and attempts. */
    private static final List<String> ONCE_A_RUN = List.of(
            "dev.slipway.build.queued.v1",
            "dev.slipway.artifact.built.v1",
            "dev.slipway.image.built.v1",
            "dev.slipway.tests.passed.v1",
            "dev.slipway.image.published.v1");

    private ComposeSite site;
    private SampleRepository repository;
    private String revision;
    private SampleService service;

    @BeforeAll
    void startSite() throws InterruptedException {
        site = ComposeSite.prepare();
        Path work = Path.of("target", "compose-work").toAbsolutePath();
        Path bare = site.repositories().resolve("auth-service.git");
        repository = new SampleRepository(ComposeSite.CHECKOUT.resolve("examples/auth-service"), bare, work);
        repository.prepare();
        OWN_PLACE.forEach(edit -> edit.apply(work));
        site.up("--scale", "builder=2", "--scale", "tester=2");
    }

    @AfterAll
    void stopSite() throws InterruptedException {
        site.close();
    }

    @Test
    @Order(1)
    void everyPartIsHealthyAndTwoAreThereTwice() throws InterruptedException {
        assertThat(site.healthy())
                .containsExactlyInAnyOrder(
                        "console",
                        "builder",
                        "builder",
                        "packager",
                        "tester",
                        "tester",
                        "deployer",
                        "dns",
                        "postgres",
                        "kafka",
                        "registry",
                        "name-server");
    }

    @Test
    @Order(2)
    void pushIsServedAndNamed() throws Exception {
        site.slipway("hook", "install", repository.bare().toString()).orFail("hook install");
        revision = repository.commit("First version");
        repository.push();

        Run run = end(awaitOver(1).getFirst());

        assertThat(run.state()).as(run.toString()).isEqualTo("succeeded");
        String pem = run.stage("dns")
                .flatMap(stage -> stage.detail("certificate"))
                .orElseThrow()
                .path("pem")
                .asText();
        service = new SampleService(HTTPS, site.console().artifact(pem));
        assertThat(service.version()).isEqualTo("develop-1");
        assertThat(new NameLookup(ComposeSite.NAME_SERVER).values("lb.auth.site.slipway.test", "A"))
                .containsExactly("127.0.0.1");
    }

    @Test
    @Order(3)
    void brokerAndDatabaseComeBackWithWhatTheyHeld() throws InterruptedException {
        List<String> before = site.healthy();

        site.compose("restart", "kafka", "postgres").orFail("docker compose restart");

        await().atMost(RUN)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(site.healthy()).containsExactlyInAnyOrderElementsOf(before));
        assertThat(awaitOver(1)).extracting(Run::revision).containsExactly(revision);
    }

    @Test
    @Order(4)
    void twoReplicasHandleEachRunOnce() throws InterruptedException {
        String url = "file://" + repository.bare();
        for (int branch = 1; branch <= BRANCHES; branch++) {
            Shell.run(List.of(
                            "git", "--git-dir", repository.bare().toString(), "branch", "feature-" + branch, revision))
                    .orFail("git branch");
            site.console().start(url, "refs/heads/feature-" + branch, revision);
        }

        List<Run> runs = awaitOver(1 + BRANCHES);

        assertThat(runs).allSatisfy(run -> {
            assertThat(end(run).state()).as(run.toString()).isEqualTo("succeeded");
            var times = TopicReader.read("127.0.0.1:" + ComposeSite.KAFKA, run.id()).values().stream()
                    .map(TopicReader.Seen::type)
                    .filter(ONCE_A_RUN::contains)
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            assertThat(times).containsOnlyKeys(ONCE_A_RUN);
            assertThat(times.values()).allMatch(count -> count == 1);
        });
    }

    @Test
    @Order(5)
    void downLeavesNothingAndTheStackServesUntilItIsRemovedToo() throws Exception {
        Set<String> volumes = site.volumes();
        assertThat(volumes).hasSizeGreaterThanOrEqualTo(5);

        site.compose("down", "--volumes").orFail("docker compose down");

        assertThat(site.containers()).isEmpty();
        assertThat(site.networks()).isEmpty();
        assertThat(ComposeSite.list("volume", "ls", "--quiet")).doesNotContainAnyElementsOf(volumes);
        assertThat(service.version()).isEqualTo("develop-1");

        site.slipway("down", "--volumes").orFail("slipway down");

        assertThat(site.made()).isEmpty();
    }

    /** The latest runs once there are so many and all are over. */
    private List<Run> awaitOver(int count) {
        List<Run> runs = new ArrayList<>();
        await().atMost(RUN).pollInterval(Duration.ofMillis(500)).until(() -> {
            runs.clear();
            runs.addAll(site.console().runs(50));
            return runs.size() == count && runs.stream().allMatch(Run::over);
        });
        return runs;
    }

    private Run end(Run run) {
        try {
            return site.console().run(run.id());
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
