package dev.slipway.runtime.model;

import dev.slipway.events.ArtifactBuilt;
import dev.slipway.events.BuildFailed;
import dev.slipway.events.BuildQueued;
import dev.slipway.events.BuildStarted;
import dev.slipway.events.Cancelled;
import dev.slipway.events.Outcome;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.Superseded;
import dev.slipway.runtime.Replica.Work;
import dev.slipway.runtime.RunId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What must hold, as a model in memory: each method takes what the production code answered in one step, compares it with
 * what the model knows, and moves the model on. Nothing but answers goes in, so that two steps at once can be judged by
 * trying both orders on copies.
 */
final class Reference {

    /** How an attempt's work ended, as its stage or its process sees it. */
    enum Ending {
        SUCCESS,
        FAILURE,
        /** Something outside did not answer. */
        POSTPONED,
        /** The process stops in good order. */
        HANDED_BACK
    }

    private enum State {
        READY,
        RUNNING,
        FINISHED
    }

    private enum Halt {
        FENCED,
        CANCELLED
    }

    /** A run as it must be stored. Times in seconds; a postponed run is due at any later second. */
    private static final class Run {
        final Push push;
        State state = State.READY;
        int attempt;
        int failures;
        long fence;
        long leaseUntil;
        long notBefore;
        long created;

        @Nullable
        String cancelledBy;

        @Nullable
        Outcome outcome;

        List<Class<? extends PipelineEvent>> events = new ArrayList<>();

        Run(Push push, long now) {
            this.push = push;
            this.created = now;
            this.notBefore = now;
        }

        Run(Run other) {
            this(other.push, other.created);
            state = other.state;
            attempt = other.attempt;
            failures = other.failures;
            fence = other.fence;
            leaseUntil = other.leaseUntil;
            notBefore = other.notBefore;
            cancelledBy = other.cancelledBy;
            outcome = other.outcome;
            events = new ArrayList<>(other.events);
        }
    }

    private final int survivedFailures;
    private final long lease;
    private final Map<RunId, Run> runs = new LinkedHashMap<>();
    private final Map<String, String> cancellations = new HashMap<>();
    private final Map<Work, Halt> halts = new HashMap<>();
    private long now;

    Reference(int survivedFailures, long lease, long now) {
        this.survivedFailures = survivedFailures;
        this.lease = lease;
        this.now = now;
    }

    Reference copy() {
        Reference copy = new Reference(survivedFailures, lease, now);
        runs.forEach((id, run) -> copy.runs.put(id, new Run(run)));
        copy.cancellations.putAll(cancellations);
        copy.halts.putAll(halts);
        return copy;
    }

    void clock(long seconds) {
        now = seconds;
    }

    boolean anyLive() {
        return runs.values().stream().anyMatch(run -> run.state != State.FINISHED);
    }

    void accepted(Push push, Seen seen) {
        boolean isNew = !runs.containsKey(push.run());
        Invariant.ONE_RUN_PER_EVENT.check(
                Objects.equals(seen.held, isNew), "%s stored as new: %s, expected %s", push, seen.held, isNew);
        if (isNew && !seen.cut) {
            Run run = new Run(push, now);
            run.cancelledBy = cancellations.get(push.key());
            run.events.add(BuildQueued.class);
            runs.put(push.run(), run);
        }
    }

    void cancelled(Push push, String by, Seen seen) {
        if (seen.cut) {
            return;
        }
        cancellations.putIfAbsent(push.key(), by);
        Run run = runs.get(push.run());
        if (run != null && run.state != State.FINISHED && run.cancelledBy == null) {
            run.cancelledBy = by;
            run.notBefore = now;
        }
    }

    /** @param racing the claim may then pass over rows that another transaction holds */
    void claimed(Seen seen, boolean racing) {
        if (seen.cut) {
            return;
        }
        Run oldest = runs.values().stream()
                .filter(this::isDue)
                .min(Comparator.comparing((Run run) -> run.created).thenComparing(run -> run.push.sequence()))
                .orElse(null);
        Work work = seen.work;
        if (work == null) {
            Invariant.NOTHING_ELSE_BREAKS.check(racing || seen.failure == null, "%s", seen.failure);
            Invariant.OLDEST_DUE_FIRST.check(
                    racing || oldest == null, "nothing, expected %s", oldest == null ? "" : oldest.push);
            return;
        }
        Run run = runs.get(work.id());
        if (run == null) {
            throw new Invariant.Violation(Invariant.ONE_RUN_PER_EVENT, "claim of a run that no event started");
        }
        check(work, run);
        Invariant.OLDEST_DUE_FIRST.check(
                racing
                        || (oldest != null
                                && oldest.created == run.created
                                && oldest.push.sequence() == run.push.sequence()),
                "%s",
                run.push);
        run.failures = work.failures();
        run.state = State.RUNNING;
        run.fence++;
        run.attempt++;
        run.leaseUntil = now + lease;
    }

    private void check(Work work, Run run) {
        Invariant.EXCLUSIVE_LANE.check(isLaneFree(run), "%s claimed beside another", run.push);
        Invariant.ONLY_DUE_RUNS_ARE_CLAIMED.check(
                isDue(run),
                "%s %s, now %s, lease until %s, not before %s",
                run.push,
                run.state,
                now,
                run.leaseUntil,
                run.notBefore);
        Invariant.CLAIM_RAISES_THE_FENCE.check(
                work.fence() == run.fence + 1, "%s from fence %s to %s", run.push, run.fence, work.fence());
        int failures = run.failures + (run.state == State.RUNNING ? 1 : 0);
        Invariant.ATTEMPTS_ARE_COUNTED.check(
                work.attempt() == run.attempt + 1 && work.failures() == failures,
                "%s attempt %s with %s failures, expected %s with %s",
                run.push,
                work.attempt(),
                work.failures(),
                run.attempt + 1,
                failures);
        Invariant.CANCELLATION_IS_SEEN.check(
                Objects.equals(work.cancelledBy(), run.cancelledBy),
                "%s cancelled by %s, expected %s",
                run.push,
                work.cancelledBy(),
                run.cancelledBy);
        Long newest = newestOver(run);
        Invariant.SUPERSEDED_BY_THE_NEWEST.check(
                Objects.equals(work.supersededBy(), newest),
                "%s superseded by %s, expected %s",
                run.push,
                work.supersededBy(),
                newest);
    }

    void renewed(Work work, Seen seen) {
        Run run = run(work);
        boolean holds = checkHeld(work, seen);
        if (seen.cut) {
            return;
        }
        if (!holds) {
            halts.putIfAbsent(work, Halt.FENCED);
            return;
        }
        run.leaseUntil = now + lease;
        String by = seen.cancelledBy == null ? null : seen.cancelledBy.orElse(null);
        Invariant.CANCELLATION_IS_SEEN.check(
                Objects.equals(by, run.cancelledBy), "%s cancelled by %s, expected %s", run.push, by, run.cancelledBy);
        if (by != null) {
            halts.putIfAbsent(work, Halt.CANCELLED);
        }
    }

    void announced(Work work, Seen seen) {
        Run run = run(work);
        if (checkHeld(work, seen) && !seen.cut && !run.events.contains(BuildStarted.class)) {
            run.events.add(BuildStarted.class);
        }
    }

    void concluded(Work work, Ending ending, Seen seen) {
        if (halts.get(work) == Halt.FENCED) {
            Invariant.ONLY_THE_HOLDER.check(seen.held == null, "a word from an attempt that knew it was fenced off");
            return;
        }
        if (!checkHeld(work, seen) || seen.cut) {
            return;
        }
        Run run = run(work);
        Outcome outcome = outcome(work, ending);
        if (outcome == null) {
            run.state = State.READY;
            run.failures += ending == Ending.POSTPONED ? 1 : 0;
            run.notBefore = ending == Ending.POSTPONED ? now + 1 : now;
        } else {
            run.state = State.FINISHED;
            run.outcome = outcome;
            run.events.add(terminal(outcome));
        }
    }

    /** Nothing when the run goes back. */
    private @Nullable Outcome outcome(Work work, Ending ending) {
        if (halts.get(work) == Halt.CANCELLED) {
            return Outcome.CANCELLED;
        }
        if (ending == Ending.HANDED_BACK) {
            return null;
        }
        if (work.cancelledBy() != null) {
            return Outcome.CANCELLED;
        }
        if (work.supersededBy() != null) {
            return Outcome.SUPERSEDED;
        }
        if (work.failures() > survivedFailures) {
            return Outcome.ERROR;
        }
        return switch (ending) {
            case SUCCESS -> Outcome.SUCCESS;
            case FAILURE -> Outcome.FAILURE;
            default -> work.failures() + 1 > survivedFailures ? Outcome.ERROR : null;
        };
    }

    private static Class<? extends PipelineEvent> terminal(Outcome outcome) {
        return switch (outcome) {
            case SUCCESS -> ArtifactBuilt.class;
            case FAILURE, ERROR -> BuildFailed.class;
            case CANCELLED -> Cancelled.class;
            case SUPERSEDED -> Superseded.class;
        };
    }

    private boolean checkHeld(Work work, Seen seen) {
        Run run = run(work);
        boolean holds = run.state == State.RUNNING && run.fence == work.fence();
        Invariant.ONLY_THE_HOLDER.check(
                Objects.equals(seen.held, holds),
                "%s (%s, fence %s) changed with fence %s: %s, expected %s",
                run.push,
                run.state,
                run.fence,
                work.fence(),
                seen.held,
                holds);
        return holds;
    }

    private Run run(Work work) {
        return Objects.requireNonNull(runs.get(work.id()));
    }

    private boolean isDue(Run run) {
        return isLaneFree(run)
                && ((run.state == State.READY && run.notBefore <= now)
                        || (run.state == State.RUNNING && run.leaseUntil < now));
    }

    private boolean isLaneFree(Run run) {
        return !run.push.lane().exclusive() || inLane(run).stream().noneMatch(other -> other.state == State.RUNNING);
    }

    private @Nullable Long newestOver(Run run) {
        if (!run.push.lane().newestWins() || run.attempt > 0) {
            return null;
        }
        OptionalLong newest = inLane(run).stream()
                .filter(other -> other.state != State.FINISHED || other.outcome == Outcome.SUCCESS)
                .mapToLong(other -> other.push.sequence())
                .filter(sequence -> sequence > run.push.sequence())
                .max();
        return newest.isPresent() ? newest.getAsLong() : null;
    }

    private List<Run> inLane(Run run) {
        return runs.values().stream()
                .filter(other -> other != run && other.push.lane().equals(run.push.lane()))
                .toList();
    }

    /** Compares the model with all that is stored. */
    void compare(Collection<Stored.Run> stored, Map<String, List<String>> eventTypes) {
        Invariant.STATE_MATCHES_MODEL.check(
                stored.size() == runs.size(), "%s runs, expected %s", stored.size(), runs.size());
        for (Stored.Run found : stored) {
            Run run = runs.get(found.id());
            Stored.Run expected = run == null
                    ? null
                    : new Stored.Run(
                            found.id(),
                            run.state.name(),
                            run.outcome == null ? null : run.outcome.name(),
                            run.attempt,
                            run.failures,
                            run.fence);
            Invariant.STATE_MATCHES_MODEL.check(found.equals(expected), "%s, expected %s", found, expected);
        }
        for (Run run : runs.values()) {
            List<String> expected = run.events.stream().map(Stored::typeName).toList();
            List<String> found = eventTypes.getOrDefault(run.push.key(), List.of());
            Invariant.EVENTS_MATCH_STATE.check(
                    found.equals(expected), "%s has %s, expected %s", run.push, found, expected);
        }
    }
}
