package dev.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.cli.console.Run;
import dev.slipway.cli.git.SampleRepository;
import dev.slipway.cli.suite.Shell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What sets runs in motion, on a whole suite: looks, the list of tags, a burst of pushes, a stage done again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
class TriggersIT {

    private static final Duration LONG = Duration.ofMinutes(4);
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final int PORT_BASE = 22000;

    private LocalSuite suite;
    private SampleRepository repository;
    private Path work;

    @BeforeAll
    void startSuite() throws Exception {
        Path home = Path.of("target", "triggers-suite").toAbsolutePath();
        Path bare = home.resolve("repositories").resolve("note.git");
        suite = new LocalSuite(CHECKOUT, home, "triggers", PORT_BASE);
        suite.with("SLIPWAY_CONSOLE_REPOSITORIES_NOTE_URL", "file://" + bare);
        suite.with("SLIPWAY_CONSOLE_REPOSITORIES_NOTE_SWEEP", "2s");
        suite.with("SLIPWAY_STAGE_CONCURRENCY", "1");
        suite.startAnew();
        work = Path.of("target", "triggers-work").toAbsolutePath();
        Path sources = Path.of(Objects.requireNonNull(TriggersIT.class.getResource("/triggers"))
                .toURI());
        repository = new SampleRepository(sources, bare, work);
        repository.prepare();
        repository.commit("First");
        git("tag", "--annotate", "--message", "v1.9", "v1.9");
        git("tag", "--annotate", "--message", "v1.10", "v1.10");
        git("push", "--quiet", "origin", "develop", "v1.9", "v1.10");
    }

    @AfterAll
    void stopSuite() throws InterruptedException {
        suite.close();
    }

    @Test
    @Order(1)
    void firstLookBuildsNothing() {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(suite.console().repositories())
                        .singleElement()
                        .satisfies(note -> assertThat(note.lookedAt()).isNotNull()));
        assertThat(runs()).isEmpty();
    }

    @Test
    @Order(2)
    void tagPickedFromTheListGoesThroughTheWholeChain() throws Exception {
        String listed =
                suite.run("refs", "note", "--pattern", "v*").orFail("refs").output();
        assertThat(listed.lines().map(line -> line.replaceAll(" +", " ").replaceAll(" [0-9a-f]{12}$", "")))
                .startsWith("default develop", "tag v1.10", "tag v1.9");

        suite.run("run", "note", "--ref", "v1.10", "--follow").orFail("run");

        Run run = runs().getFirst();
        assertThat(run.version()).isEqualTo("v1.10");
        assertThat(run.revision()).isEqualTo(git("rev-parse", "v1.10^{commit}"));
        assertThat(run.stage("publish")
                        .orElseThrow()
                        .detail("tags")
                        .orElseThrow()
                        .toString())
                .contains("v1.10");
    }

    @Test
    @Order(3)
    void stageThatIsDoneAgainIsFollowedByAllThatComesAfterIt() throws Exception {
        Run before = runs().getFirst();

        suite.run("retry", before.id(), "test").orFail("retry");

        await().atMost(LONG).untilAsserted(() -> {
            Run after = suite.console().run(before.id());
            assertThat(after.state()).isEqualTo("succeeded");
            assertThat(after.stage("publish").orElseThrow().finishedAt())
                    .isAfter(before.stage("publish").orElseThrow().finishedAt());
            assertThat(after.stage("build")).isEqualTo(before.stage("build"));
        });
        assertThat(suite.run("retry", before.id(), "dns").output()).contains("dns of this run never did");
    }

    @Test
    @Order(4)
    void pushThatNobodyToldOfIsFoundByALook() throws Exception {
        repository.commit("Second");
        repository.push();

        Run found = awaitRun("develop-1");
        assertThat(found.pusher()).isEqualTo("somebody (seen by the sweep)");
        assertThat(awaitEnd(found).state()).isEqualTo("succeeded");
    }

    @Test
    @Order(5)
    void ofABurstOfPushesTheFirstAndTheNewestAreBuiltAndTheOthersSaySo() throws Exception {
        suite.run("hook", "install", repository.bare().toString()).orFail("hook install");
        List<String> commits = new ArrayList<>();
        commits.add(repository.commit("Burst 1"));
        repository.push();
        Run first = awaitRun("develop-2");
        await().atMost(LONG)
                .until(() -> suite.console()
                        .run(first.id())
                        .stage("build")
                        .orElseThrow()
                        .state()
                        .equals("running"));
        for (int i = 2; i <= 5; i++) {
            commits.add(repository.commit("Burst " + i));
            repository.push();
        }

        Run newest = awaitEnd(awaitRun("develop-6"));

        List<Run> burst = runs().stream()
                .filter(run -> commits.contains(run.revision()))
                .sorted(Comparator.comparingLong(Run::sequence))
                .toList();
        assertThat(newest.state()).isEqualTo("succeeded");
        assertThat(burst).extracting(Run::revision).containsExactlyElementsOf(commits);
        assertThat(burst)
                .extracting(Run::state)
                .containsExactly("succeeded", "superseded", "superseded", "superseded", "succeeded");
    }

    private Run awaitRun(String version) {
        await().atMost(LONG)
                .until(() -> runs().stream().anyMatch(run -> run.version().equals(version)));
        return runs().stream()
                .filter(run -> run.version().equals(version))
                .findFirst()
                .orElseThrow();
    }

    private Run awaitEnd(Run run) throws InterruptedException {
        await().atMost(LONG).until(() -> suite.console().run(run.id()).over());
        return suite.console().run(run.id());
    }

    private List<Run> runs() {
        try {
            return suite.console().runs(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String git(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return Shell.run(
                        command,
                        work.toFile(),
                        Map.of(
                                "GIT_CONFIG_GLOBAL",
                                "/dev/null",
                                "GIT_COMMITTER_NAME",
                                "Ada",
                                "GIT_COMMITTER_EMAIL",
                                "ada@example.com"))
                .orFail("git")
                .output();
    }
}
