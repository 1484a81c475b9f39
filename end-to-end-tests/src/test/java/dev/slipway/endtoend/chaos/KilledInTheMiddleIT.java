package dev.slipway.endtoend.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.cli.console.Run;
import dev.slipway.cli.suite.Shell;
import dev.slipway.cli.suite.SuiteReport.PartReport;
import dev.slipway.endtoend.LocalSuite;
import dev.slipway.endtoend.chaos.checker.Checker;
import dev.slipway.endtoend.chaos.checker.Event;
import dev.slipway.endtoend.chaos.checker.History;
import dev.slipway.endtoend.chaos.checker.Push;
import dev.slipway.endtoend.chaos.checker.StageRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of each of the five services while it is in the middle of its stage and what it started goes on without
 * it: the work is taken over or done again, the stage ends once, nothing is left behind.
 */
class KilledInTheMiddleIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int PORT_BASE = 16_000;
    private static final String MIDDLE = "in the middle";
    private static final Pattern TAKEN_OVER =
            Pattern.compile("taking (it|over)|an earlier attempt (has pushed|handed)|in step already");

    /**
     * A service to kill, and how its stage is made to last.
     *
     * @param end the event that says the stage ended well
     * @param seen what the run's log says once the stage is in the middle of its work; absent where the name server is
     *     held up instead
     */
    private enum Victim {
        BUILDER("builder", "BUILD", "artifact.built", "build.sh", "echo " + MIDDLE + "\nsleep 20\n%s", MIDDLE),
        PACKAGER("packager", "PACKAGE", "image.built", "Dockerfile", "%sRUN echo " + MIDDLE + " && sleep 8\n", MIDDLE),
        TESTER("tester", "TEST", "tests.passed", "test.sh", "echo " + MIDDLE + "\nsleep 20\n%s", MIDDLE),
        DEPLOYER("deployer", "DEPLOY", "stack.deployed", null, "", "handed over as stack"),
        DNS("dns-service", "DNS", "record-sets.changed", null, "", null);

        private final String part;
        private final String stage;
        private final String end;
        private final @Nullable String file;
        private final String longer;
        private final @Nullable String seen;

        Victim(String part, String stage, String end, @Nullable String file, String longer, @Nullable String seen) {
            this.part = part;
            this.stage = stage;
            this.end = end;
            this.file = file;
            this.longer = longer;
            this.seen = seen;
        }
    }

    private final Journal journal = new Journal(System.out);
    private final List<String> table = new ArrayList<>();

    @Test
    void stageOfAKilledServiceEndsOnceAndLeavesNothing() throws Exception {
        Path home = Path.of("target", "killed").toAbsolutePath();
        try (LocalSuite suite =
                new LocalSuite(Path.of("..").toAbsolutePath().normalize(), home, "e2e-killed", PORT_BASE)) {
            suite.with("SLIPWAY_STAGE_LEASE", "6s");
            suite.startAnew();
            Site site = new Site(
                    "web",
                    suite.portBase() + 500,
                    suite.home().resolve("repositories").resolve("web.git"),
                    suite.home().resolve("workspace").resolve("killed-web"));
            site.prepare();
            suite.run("hook", "install", site.bare().toString()).orFail("the hook");
            try (Observation observation = new Observation(suite, List.of(site));
                    Visitors visitors = new Visitors(List.of(), 1);
                    Watch watch = new Watch(Observation.tables(suite), suite.suite()::report)) {
                for (Victim victim : Victim.values()) {
                    String run = killed(suite, site, victim);
                    await().atMost(PATIENCE)
                            .pollInterval(Duration.ofSeconds(1))
                            .untilAsserted(
                                    () -> assertThat(Checker.check(observation.history(journal, watch, visitors)))
                                            .as(victim.part)
                                            .isEmpty());
                    report(suite, victim, run, observation.history(journal, watch, visitors));
                }
            }
        } finally {
            System.out.printf("%nkill -9 of  stage    attempts  what became of the work  ends  seconds%n");
            table.forEach(System.out::println);
        }
    }

    /** @return the pipeline run, which succeeded */
    private String killed(LocalSuite suite, Site site, Victim victim) throws Exception {
        site.checkOut(Site.FOLLOWED);
        String nameServer = "slipway-dns-" + suite.instance();
        String revision = longer(site, victim);
        if (victim.seen == null) {
            Shell.run(List.of("docker", "pause", nameServer)).orFail("docker pause");
        }
        site.push(Site.FOLLOWED);
        journal.pushed(new Push(site.repository(), "refs/heads/" + Site.FOLLOWED, revision, true, Instant.now()));
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> inTheMiddle(suite, revision, victim));
        long pid = suite.suite().report().orElseThrow().parts().stream()
                .filter(part -> part.name().equals(victim.part))
                .findFirst()
                .map(PartReport::pid)
                .orElseThrow();
        Signals.kill(pid);
        journal.say("killed " + victim.part + " in the middle of " + victim.stage);
        if (victim.seen == null) {
            Shell.run(List.of("docker", "unpause", nameServer)).orFail("docker unpause");
        }
        Instant killed = Instant.now();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> run(suite, revision).filter(Run::over).isPresent());
        Run run = run(suite, revision).orElseThrow();
        assertThat(run.state()).as(run.toString()).isEqualTo("succeeded");
        table.add("%6.1f".formatted(Duration.between(killed, Instant.now()).toMillis() / 1000.0));
        return run.id();
    }

    private static String longer(Site site, Victim victim) throws IOException, InterruptedException {
        if (victim.file == null) {
            return site.commit("Another change", true);
        }
        Path file = site.work().resolve(victim.file);
        String before = Files.readString(file);
        Files.writeString(file, victim.longer.formatted(before));
        String revision = site.commit("A long " + victim.stage, true);
        // For the next commit: this one is pushed as it is.
        Files.writeString(file, before);
        return revision;
    }

    private static boolean inTheMiddle(LocalSuite suite, String revision, Victim victim) throws Exception {
        if (victim.seen == null) {
            try (var tables = Observation.tables(suite)) {
                return tables.look().running().stream()
                        .anyMatch(run -> run.stage().equals(victim.stage));
            }
        }
        Optional<Run> run = run(suite, revision);
        return run.isPresent() && log(suite, run.get().id()).lines().anyMatch(line -> line.contains(victim.seen));
    }

    private static Optional<Run> run(LocalSuite suite, String revision) throws InterruptedException {
        return suite.console().runs(20).stream()
                .filter(run -> run.revision().equals(revision))
                .findFirst();
    }

    private static String log(LocalSuite suite, String run) throws InterruptedException {
        return suite.run("logs", run).output();
    }

    private void report(LocalSuite suite, Victim victim, String run, History history) throws Exception {
        List<StageRun> rows = history.stageRuns().stream()
                .filter(row -> row.pipelineRun().equals(run) && row.stage().equals(victim.stage))
                .toList();
        String log = suite.run("logs", run, "--stage", victim.stage.toLowerCase(Locale.ROOT))
                .output();
        long ends = history.events().stream()
                .filter(event -> event.run().equals(run) && event.type().equals(victim.end))
                .map(Event::id)
                .distinct()
                .count();
        int attempts = rows.getFirst().attempt();
        String seconds = table.removeLast();
        table.add("%-11s %-8s %8d  %-23s %5d  %s"
                .formatted(
                        victim.part,
                        victim.stage.toLowerCase(Locale.ROOT),
                        attempts,
                        TAKEN_OVER.matcher(log).find() ? "taken over" : "done again",
                        ends,
                        seconds));
        assertThat(rows).hasSize(1);
        assertThat(attempts).as(log).isGreaterThan(1);
        assertThat(ends).isEqualTo(1);
    }
}
