package dev.slipway.endtoend.chaos.checker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A history in which all is well, and ways to spoil it. Two pushes to one branch, both deployed, one after the other. */
final class HistoryBuilder {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final String REPOSITORY = "file:///srv/git/web.git";
    static final String REF = "refs/heads/develop";
    static final String TARGET = "staging/web";
    static final String NAME = "lb.web.staging.slipway.test.";

    final List<Push> pushes = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final List<String> deadLetters = new ArrayList<>();
    final List<StageRun> stageRuns = new ArrayList<>();
    final List<String> unsent = new ArrayList<>();
    final List<Claim> claims = new ArrayList<>();
    final List<Fault> faults = new ArrayList<>();
    final List<Rejection> rejections = new ArrayList<>();
    final List<EngineObject> engine = new ArrayList<>();
    final List<Environment> environments = new ArrayList<>();
    final Set<String> zoneBefore = new LinkedHashSet<>(Set.of("www.slipway.test. A 192.0.2.1"));
    final Set<String> zoneAfter = new LinkedHashSet<>();

    HistoryBuilder() {
        for (int sequence = 1; sequence <= 2; sequence++) {
            push(sequence);
        }
        environments.add(new Environment(TARGET, REPOSITORY, REF, revision(2), Set.of(digest(2)), NAME, true));
        zoneAfter.addAll(zoneBefore);
        zoneAfter.add(NAME + " A 127.0.0.1");
        zoneAfter.add("a-" + NAME + " TXT ours");
        engine.add(new EngineObject("volume", "cache", null));
    }

    static String revision(int sequence) {
        return Integer.toString(sequence).repeat(40);
    }

    static String digest(int sequence) {
        return "sha256:" + Integer.toString(sequence).repeat(64);
    }

    private void push(int sequence) {
        pushes.add(new Push(REPOSITORY, REF, revision(sequence), true, START));
        String cause = null;
        for (String type :
                List.of("commit.pushed", "artifact.built", "image.built", "tests.passed", "image.published")) {
            cause = add(sequence, type, cause, null).id();
        }
        cause = add(sequence, "deployment.requested", cause, TARGET).id();
        add(sequence, "deployment.started", cause, TARGET);
        add(sequence, "stack.deployed", cause, TARGET);
        cause = add(sequence, "load-balancer.started", cause, TARGET).id();
        add(sequence, "record-sets.changed", cause, null);
        for (String stage : List.of("BUILD", "PACKAGE", "TEST", "PUBLISH", "PLAN", "DEPLOY", "DNS")) {
            stageRuns.add(new StageRun(
                    stage + sequence,
                    stage,
                    "commit.pushed" + sequence,
                    "run" + sequence,
                    "FINISHED",
                    1,
                    0,
                    "SUCCESS",
                    ""));
            claims.add(new Claim(
                    stage + sequence,
                    stage,
                    TARGET,
                    true,
                    "owner/1/x",
                    1,
                    START.plusSeconds(20L * sequence),
                    START.plusSeconds(20L * sequence + 10)));
        }
    }

    Event add(int sequence, String type, @Nullable String cause, @Nullable String target) {
        boolean early = type.equals("commit.pushed") || type.equals("artifact.built");
        Event event = new Event(
                "topic/0@" + events.size(),
                events.size(),
                type + sequence,
                type,
                cause,
                START,
                "run" + sequence,
                REPOSITORY,
                REF,
                revision(sequence),
                sequence,
                target,
                null,
                early ? null : digest(sequence),
                "{}");
        events.add(event);
        return event;
    }

    /** Takes events away. */
    HistoryBuilder without(Predicate<Event> which) {
        events.removeIf(which);
        return this;
    }

    /** Puts another event in the place of one. */
    HistoryBuilder change(String id, UnaryOperator<Event> how) {
        events.replaceAll(event -> event.id().equals(id) ? how.apply(event) : event);
        return this;
    }

    static Event withId(Event event, String id) {
        return copy(event, id, event.type(), event.cause(), event.stage(), event.digest(), event.body());
    }

    static Event copy(
            Event event,
            String id,
            String type,
            @Nullable String cause,
            @Nullable String stage,
            @Nullable String digest,
            String body) {
        return new Event(
                event.place(),
                event.position(),
                id,
                type,
                cause,
                event.time(),
                event.run(),
                event.repository(),
                event.ref(),
                event.revision(),
                event.sequence(),
                event.target(),
                stage,
                digest,
                body);
    }

    Event event(String id) {
        return events.stream()
                .filter(event -> event.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    History build() {
        return new History(
                pushes,
                events,
                deadLetters,
                stageRuns,
                unsent,
                claims,
                faults,
                rejections,
                engine,
                environments,
                zoneBefore,
                zoneAfter,
                new HttpLoad(100, 0, List.of()));
    }
}
