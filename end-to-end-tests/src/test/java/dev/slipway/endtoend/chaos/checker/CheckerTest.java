package dev.slipway.endtoend.chaos.checker;

import static dev.slipway.endtoend.chaos.checker.HistoryBuilder.REF;
import static dev.slipway.endtoend.chaos.checker.HistoryBuilder.REPOSITORY;
import static dev.slipway.endtoend.chaos.checker.HistoryBuilder.START;
import static dev.slipway.endtoend.chaos.checker.HistoryBuilder.TARGET;
import static dev.slipway.endtoend.chaos.checker.HistoryBuilder.copy;
import static dev.slipway.endtoend.chaos.checker.HistoryBuilder.digest;
import static dev.slipway.endtoend.chaos.checker.HistoryBuilder.revision;
import static dev.slipway.endtoend.chaos.checker.HistoryBuilder.withId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.endtoend.chaos.checker.Violation.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckerTest {

    private final HistoryBuilder history = new HistoryBuilder();

    @Test
    void goodHistoryBreaksNothing() {
        history.faults.add(pause("builder", "BUILD1", START.plusSeconds(45)));

        assertThat(Checker.check(history.build())).isEmpty();
        assertThat(Checker.unsettled(history.build())).isEmpty();
    }

    @Test
    void pushWithoutAnyEventIsLost() {
        history.pushes.add(new Push(REPOSITORY, REF, revision(3), true, START));

        assertBroken(Kind.LOST);
        assertThat(Checker.unsettled(history.build())).hasSize(1);
    }

    @Test
    void pushTakenInTwiceIsDoubled() {
        history.events.add(withId(history.event("commit.pushed1"), "another"));

        assertBroken(Kind.DOUBLED, Kind.EVENT_TWICE);
    }

    @Test
    void runWithTwoEndsIsDoubled() {
        Event deployed = history.event("stack.deployed2");
        history.events.add(copy(deployed, "end", "run.superseded", deployed.cause(), "deploy", null, "{}"));

        assertBroken(Kind.DOUBLED);
    }

    @Test
    void runWithoutAnEndIsStuckAndNamesItsStage() {
        history.without(event -> event.run().equals("run2") && !event.type().equals("commit.pushed"));
        history.stageRuns.removeIf(run -> run.pipelineRun().equals("run2"));
        history.stageRuns.add(new StageRun("b", "BUILD", "commit.pushed2", "run2", "READY", 3, 2, null, "no engine"));
        history.environments.set(0, serving(1, Set.of(digest(1))));

        assertBroken(Kind.STUCK);
        assertThat(Checker.check(history.build()).getFirst().evidence()).contains("BUILD b is READY", "no engine");
    }

    @Test
    void deployedButNeverNamedIsStuck() {
        history.without(event -> event.id().equals("record-sets.changed2"));

        assertBroken(Kind.STUCK);
    }

    @Test
    void namingSupersededByANewerOneIsAnEnd() {
        history.change(
                "record-sets.changed1",
                event -> copy(event, event.id(), "run.superseded", event.cause(), "dns", null, event.body()));

        assertThat(Checker.check(history.build())).isEmpty();
    }

    @Test
    void rawDuplicateIsAbsorbedAndCounted() {
        history.events.add(history.event("image.built1"));

        assertThat(Checker.check(history.build())).isEmpty();
        assertThat(report().text()).containsPattern("raw duplicates absorbed +1\n");
    }

    @Test
    void oneFactUnderTwoIdsIsFound() {
        history.events.add(withId(history.event("image.built1"), "another"));

        assertBroken(Kind.EVENT_TWICE);
    }

    @Test
    void oneIdWithTwoContentsIsFound() {
        Event built = history.event("image.built1");
        history.events.add(copy(built, built.id(), built.type(), built.cause(), null, built.digest(), "{\"x\":1}"));

        assertBroken(Kind.EVENT_TWICE);
    }

    @Test
    void commitWithTwoImagesIsFound() {
        history.change(
                "tests.passed1",
                event -> copy(event, event.id(), event.type(), event.cause(), null, digest(9), event.body()));

        assertBroken(Kind.DIGESTS_DIFFER, Kind.UNTESTED);
    }

    @Test
    void imageThatPassedNoTestIsFoundWhereItRuns() {
        history.environments.set(0, serving(2, Set.of(digest(2), digest(7))));

        assertBroken(Kind.UNTESTED, Kind.NOT_NEWEST);
    }

    @Test
    void stageWithoutThePredecessorsEventIsFound() {
        history.change(
                "image.published1",
                event -> copy(event, event.id(), event.type(), "image.built1", null, event.digest(), event.body()));

        assertBroken(Kind.NO_PREDECESSOR);
    }

    @Test
    void stageRunThatNoEventStartedIsFound() {
        history.stageRuns.add(new StageRun("x", "TEST", "unheard", "run1", "FINISHED", 1, 0, "SUCCESS", ""));

        assertBroken(Kind.NO_PREDECESSOR);
    }

    @Test
    void environmentThatServesAnOlderCommitIsFound() {
        history.environments.set(0, serving(1, Set.of(digest(1))));

        assertBroken(Kind.NOT_NEWEST);
    }

    @Test
    void environmentThatAnswersNothingIsFound() {
        history.environments.set(
                0, new Environment(TARGET, REPOSITORY, REF, null, Set.of(), HistoryBuilder.NAME, true));

        assertBroken(Kind.NOT_NEWEST);
    }

    @Test
    void environmentThatWentBackIsFound() {
        Event first = history.event("stack.deployed1");
        history.without(event -> event.id().equals(first.id()));
        Event late = new Event(
                "topic/0@99",
                99,
                first.id(),
                first.type(),
                first.cause(),
                first.time(),
                first.run(),
                first.repository(),
                first.ref(),
                first.revision(),
                first.sequence(),
                first.target(),
                null,
                first.digest(),
                first.body());
        history.events.add(late);

        assertBroken(Kind.BACKWARDS);
    }

    @Test
    void twoRolloutsOfOneStackAtATimeAreFound() {
        history.claims.add(new Claim(
                "DEPLOY3", "DEPLOY", TARGET, true, "owner/2/y", 1, START.plusSeconds(45), START.plusSeconds(46)));

        assertBroken(Kind.OVERLAP);
    }

    @Test
    void nameThatIsMissingIsFound() {
        history.zoneAfter.removeIf(record -> record.startsWith(HistoryBuilder.NAME));

        assertBroken(Kind.ZONE);
    }

    @Test
    void nameOfNoLoadBalancerIsFound() {
        history.zoneAfter.add("lb.old.staging.slipway.test. A 127.0.0.1");

        assertBroken(Kind.ZONE);
    }

    @Test
    void changedForeignRecordIsFound() {
        history.zoneAfter.remove("www.slipway.test. A 192.0.2.1");

        assertBroken(Kind.FOREIGN_RECORD);
    }

    @Test
    void containerOfARunThatIsOverIsAnOrphan() {
        history.engine.add(new EngineObject("container", "slipway-build-1", "BUILD1"));

        assertBroken(Kind.ORPHAN);
    }

    @Test
    void lateFinishThatNobodyRejectedIsFound() {
        history.faults.add(pause("builder", "BUILD1", START.plusSeconds(45)));
        takeOver("BUILD1", START.plusSeconds(41));

        assertBroken(Kind.LATE_FINISH);
    }

    @Test
    void rejectedLateFinishIsCounted() {
        history.faults.add(pause("builder", "BUILD1", START.plusSeconds(45)));
        takeOver("BUILD1", START.plusSeconds(41));
        history.rejections.add(new Rejection("builder", "BUILD1", START.plusSeconds(46)));

        assertThat(Checker.check(history.build())).isEmpty();
        assertThat(report().text()).containsPattern("late finishes injected / rejected +1 / 1\n");
    }

    @Test
    void partThatDoesNotComeBackIsFound() {
        history.faults.add(new Fault(Fault.Kind.KILL, "tester", START, START, List.of(), null));

        assertBroken(Kind.NOT_RECOVERED);
    }

    @Test
    void goodCommitThatFailsIsFoundAndABadOneIsNot() {
        history.without(event -> event.run().equals("run2")
                && !Set.of("commit.pushed", "artifact.built", "image.built").contains(event.type()));
        history.add(2, "tests.failed", "image.built2", null);
        history.environments.set(0, serving(1, Set.of(digest(1))));

        assertBroken(Kind.GOOD_FAILED);

        history.pushes.set(1, new Push(REPOSITORY, REF, revision(2), false, START));
        assertThat(Checker.check(history.build())).isEmpty();
    }

    @Test
    void deadLetterAndUnsentEventAreFound() {
        history.deadLetters.add("slipway.builds.dlq/0@0");
        history.unsent.add("builder artifact.built");

        assertBroken(Kind.DEAD_LETTER, Kind.UNSENT);
    }

    @Test
    void everyViolationIsInTheReportWithItsEvidence() {
        history.engine.add(new EngineObject("network", "left-over", "TEST1"));

        assertThat(report().text())
                .containsPattern("orphans +1\n")
                .contains("I9 something was left on the engine: network left-over; its run TEST1 is over");
    }

    private Report report() {
        History built = history.build();
        return new Report(1, Duration.ofMinutes(1), Duration.ofMinutes(2), built, Checker.check(built));
    }

    private static Fault pause(String part, String run, @Nullable Instant recovered) {
        return new Fault(
                Fault.Kind.PAUSE,
                part,
                START.plusSeconds(22),
                START.plusSeconds(42),
                List.of(new Fault.Held(run, 1)),
                recovered);
    }

    private void takeOver(String run, Instant at) {
        history.claims.add(new Claim(run, "BUILD", TARGET, false, "owner/2/y", 2, at, at.plusSeconds(2)));
    }

    private static Environment serving(int sequence, Set<String> digests) {
        return new Environment(TARGET, REPOSITORY, REF, revision(sequence), digests, HistoryBuilder.NAME, true);
    }

    private void assertBroken(Kind first, Kind... more) {
        assertThat(Checker.check(history.build()))
                .extracting(Violation::kind)
                .isNotEmpty()
                .hasSameElementsAs(EnumSet.of(first, more));
    }
}
