package dev.slipway.runtime.model;

import dev.slipway.events.ArtifactBuilt;
import dev.slipway.events.BuildFailed;
import dev.slipway.events.BuildStarted;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Digest;
import dev.slipway.events.Failure;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.StageName;
import dev.slipway.runtime.Conclusion;
import dev.slipway.runtime.FencedOffException;
import dev.slipway.runtime.Replica;
import dev.slipway.runtime.Replica.Work;
import dev.slipway.runtime.model.Reference.Ending;
import dev.slipway.runtime.model.ScriptedBroker.Answer;
import dev.slipway.runtime.model.Source.Delivery;
import dev.slipway.runtime.model.World.Member;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a step into what it means at this moment: which replica, which record, which claim. */
final class Actions {

    /** A claim that a replica still believes in. */
    private record Held(Member by, Work work, Push push) {

        /** The claim alone says how the attempt ends; its stage never works. */
        boolean isDecided(int survivedFailures) {
            return work.cancelledBy() != null || work.supersededBy() != null || work.failures() > survivedFailures;
        }

        @Override
        public String toString() {
            return "%s with fence %d".formatted(push, work.fence());
        }
    }

    private static final Digest DIGEST = new Digest("sha256:" + "a".repeat(64));
    private static final List<Ending> ENDINGS = List.of(
            Ending.SUCCESS,
            Ending.SUCCESS,
            Ending.SUCCESS,
            Ending.FAILURE,
            Ending.POSTPONED,
            Ending.POSTPONED,
            Ending.POSTPONED,
            Ending.HANDED_BACK);

    private final World world;
    private final Source source;
    private final List<Held> held = new ArrayList<>();

    Actions(World world, Source source) {
        this.world = world;
        this.source = source;
    }

    /**
     * Nothing when there is nothing to do it with.
     *
     * @param dies whether the process ends right after the commit
     * @param busy a replica that cannot do it
     */
    @Nullable
    Action of(Step step, boolean dies, @Nullable Member busy) {
        Member by = world.member(step, busy);
        return switch (step.kind()) {
            case DELIVER -> {
                boolean inOrder = busy == null && step.pick() % 3 != 0;
                Delivery delivery = pick(source.waiting(), inOrder ? 0 : step.pick() / 3);
                yield delivery == null ? null : deliver(by, delivery, dies);
            }
            case REDELIVER -> {
                Delivery delivery = pick(source.acknowledged(), step.pick());
                yield delivery == null ? null : deliver(by, delivery, dies);
            }
            case CLAIM -> claim(by);
            case RELAY -> relay(by, step.how());
            default -> {
                Held one =
                        pick(held.stream().filter(any -> !any.by.equals(busy)).toList(), step.pick());
                yield one == null ? claim(by) : withClaim(step, one);
            }
        };
    }

    private Action withClaim(Step step, Held one) {
        boolean decided = one.isDecided(world.parts().config().retry().failures());
        return switch (step.kind()) {
            case RENEW -> renew(one);
            case ANNOUNCE -> decided ? renew(one) : announce(one);
            default -> conclude(one, ENDINGS.get(step.how() / 16 % ENDINGS.size()));
        };
    }

    /** A process ends: nobody believes in its claims any more. */
    void forget(Member member) {
        held.removeIf(one -> one.by.equals(member));
    }

    /** Keeps what a step claimed. */
    void took(Action action, Seen seen) {
        Work work = seen.work;
        if (work != null && !seen.cut) {
            source.pushes().stream()
                    .filter(push -> push.run().equals(work.id()))
                    .forEach(push -> held.add(new Held(action.by(), work, push)));
        }
    }

    /** @param dies whether the process ends after the commit and before the acknowledgement */
    Action deliver(Member by, Delivery delivery, boolean dies) {
        String words = "%s receives %s".formatted(by, delivery) + (delivery.acknowledged ? " again" : "");
        return new Action(
                words,
                by,
                seen -> {
                    delivery.acknowledged |= world.acknowledgesFirst();
                    by.replica().receive(delivery.received);
                    delivery.acknowledged |= !dies;
                },
                (reference, seen, racing) -> {
                    unharmed(seen);
                    if (delivery.canceller == null) {
                        reference.accepted(delivery.push, seen);
                    } else {
                        reference.cancelled(delivery.push, delivery.canceller, seen);
                    }
                });
    }

    Action claim(Member by) {
        return new Action(
                by + " claims",
                by,
                seen -> seen.work = by.replica().claim(StageName.BUILD).orElse(null),
                (reference, seen, racing) -> reference.claimed(seen, racing));
    }

    private Action renew(Held one) {
        return new Action(
                "%s renews %s".formatted(one.by, one),
                one.by,
                seen -> one.by.replica().renew(one.work),
                (reference, seen, racing) -> reference.renewed(one.work, seen));
    }

    private Action announce(Held one) {
        BuildStarted started = new BuildStarted(pipelineRun(one.push), "model", "image");
        return new Action(
                "%s announces %s".formatted(one.by, one),
                one.by,
                seen -> {
                    try {
                        one.by.replica().announce(one.work, started);
                    } catch (FencedOffException e) {
                        seen.held = false;
                    }
                },
                (reference, seen, racing) -> {
                    unharmed(seen);
                    reference.announced(one.work, seen);
                });
    }

    /** The attempt that claimed last, if there is one. */
    @Nullable
    Action concludeNewest() {
        return held.isEmpty() ? null : conclude(held.getLast(), Ending.SUCCESS);
    }

    private Action conclude(Held one, Ending ending) {
        held.remove(one);
        Replica replica = one.by.replica();
        return new Action(
                "%s ends %s: %s".formatted(one.by, one, ending),
                one.by,
                seen -> {
                    switch (ending) {
                        case SUCCESS -> replica.conclude(one.work, success(one.push));
                        case FAILURE -> replica.conclude(one.work, failure(one.push));
                        case POSTPONED -> replica.conclude(one.work, Conclusion.postponed("no answer"));
                        case HANDED_BACK -> replica.handBack(one.work);
                    }
                },
                (reference, seen, racing) -> reference.concluded(one.work, ending, seen));
    }

    Action relay(Member by, int how) {
        Answer answer = Answer.values()[how / 16 % Answer.values().length];
        int records = how / 128 % 4;
        return new Action(
                "%s publishes; after %d records the broker %s".formatted(by, records, answer),
                by,
                seen -> {
                    world.broker().script(answer, records);
                    by.replica().publish();
                },
                (reference, seen, racing) -> {
                    // One broker serves all: what it does to a relay at the same time, it may do to this one.
                    if (!racing && (answer == Answer.TAKES || answer == Answer.REFUSES)) {
                        unharmed(seen);
                    }
                });
    }

    private static void unharmed(Seen seen) {
        Invariant.NOTHING_ELSE_BREAKS.check(seen.failure == null, "%s", seen.failure);
    }

    private static Conclusion success(Push push) {
        return Conclusion.success(new ArtifactBuilt(pipelineRun(push), "model", DIGEST, DIGEST, List.of()));
    }

    private static Conclusion failure(Push push) {
        Failure failure = Failure.failure("model", "it does not compile");
        return Conclusion.failed(failure, new BuildFailed(pipelineRun(push), null, failure));
    }

    private static PipelineRun pipelineRun(Push push) {
        CommitPushed pushed = push.envelope().event();
        return pushed.pipelineRun();
    }

    private static <T> @Nullable T pick(List<T> all, int number) {
        return all.isEmpty() ? null : all.get(number % all.size());
    }
}
