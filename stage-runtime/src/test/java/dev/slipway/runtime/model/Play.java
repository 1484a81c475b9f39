package dev.slipway.runtime.model;

import dev.slipway.runtime.model.Source.Delivery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** One sequence: its steps one after the other, then rest, then a look at all that is stored. */
final class Play {

    private static final long START = 1_900_000_000;
    private static final int MOST_PUSHES = 6;
    private static final Step PLAIN = new Step(Step.Kind.CLAIM, 0, 0, Fate.LIVES, null);

    /** Where in a step the process ends, by {@link Step#how()}. */
    private static final class Fate {
        static final int OF = 14;
        static final int CUT_AFTER_FIRST_STATEMENT = 0;
        static final int CUT_AFTER_SECOND_STATEMENT = 1;
        static final int DIES_AFTER_COMMIT = 2;
        static final int LIVES = 3;

        private Fate() {}
    }

    private final World world;
    private final Source source;
    private final Actions actions;
    private final List<String> story = new ArrayList<>();
    private Reference reference;
    private long now = START;

    Play(World world, long seed) {
        this.world = world;
        this.source = new Source(new SplittableRandom(seed));
        this.actions = new Actions(world, source);
        this.reference = new Reference(
                world.parts().config().retry().failures(),
                world.parts().config().lease().toSeconds(),
                START);
        world.clock(START);
        world.forget();
    }

    /** @throws Invariant.Violation when something that must hold does not */
    void run(List<Step> steps) {
        steps.forEach(this::step);
        comeToRest();
        verify();
    }

    /** What happened, in words. */
    List<String> story() {
        return story;
    }

    private void step(Step step) {
        switch (step.kind()) {
            case PUSH -> push(step);
            case CANCEL -> cancel(step);
            case CLOCK -> moveClock(new long[] {20, 61, 61, 61, 61, 130, -30, -130}[step.how() % 8]);
            case CRASH -> die(world.member(step));
            default -> transaction(step);
        }
    }

    private void push(Step step) {
        if (source.pushes().size() < MOST_PUSHES) {
            tell("push " + source.push(ModelStage.REFS.get(step.pick() % ModelStage.REFS.size())));
        }
    }

    private void cancel(Step step) {
        List<Push> pushes = source.pushes();
        if (!pushes.isEmpty()) {
            Push push = pushes.get(step.pick() % pushes.size());
            tell("wanted: " + source.cancel(push, step.how() % 2 == 0 ? "ada" : "grace"));
        }
    }

    private void moveClock(long seconds) {
        now += seconds;
        world.clock(now);
        reference.clock(now);
        tell("the database's clock moves by " + seconds + " s");
    }

    private void die(World.Member member) {
        actions.forget(member);
        tell(member + " is killed");
    }

    private void transaction(Step step) {
        Action action = actions.of(step, step.how() % Fate.OF == Fate.DIES_AFTER_COMMIT, null);
        if (action == null) {
            return;
        }
        Step beside = step.beside();
        Action other = beside == null ? null : actions.of(beside, false, action.by());
        if (other == null) {
            alone(action, step.how() % Fate.OF);
        } else {
            together(action, other);
        }
    }

    private void alone(Action action, int fate) {
        Seen seen = action.perform(watch -> {
            if (fate == Fate.CUT_AFTER_FIRST_STATEMENT || fate == Fate.CUT_AFTER_SECOND_STATEMENT) {
                watch.cut(fate);
            }
        });
        tell(action.words() + " " + seen);
        action.judgement().judge(reference, seen, false);
        actions.took(action, seen);
        if (seen.cut || fate == Fate.DIES_AFTER_COMMIT) {
            die(action.by());
        }
    }

    /** The second happens while the transaction of the first is open; any order of the two may explain the answers. */
    private void together(Action first, Action second) {
        Seen[] answer = new Seen[1];
        List<Future<?>> running = new ArrayList<>();
        Runnable other = () -> answer[0] = second.perform(watch -> {});
        Seen seen = first.perform(watch -> watch.interfere(0, () -> running.add(world.beside(other))));
        if (running.isEmpty()) {
            other.run();
        } else {
            await(running.getFirst());
        }
        tell(first.words() + " " + seen + ", and at the same time " + second.words() + " " + answer[0]);
        Reference before = reference.copy();
        try {
            first.judgement().judge(reference, seen, true);
            second.judgement().judge(reference, answer[0], true);
        } catch (Invariant.Violation inThisOrder) {
            reference = before;
            try {
                second.judgement().judge(reference, answer[0], true);
                first.judgement().judge(reference, seen, true);
            } catch (Invariant.Violation inTheOther) {
                throw inThisOrder;
            }
        }
        actions.took(first, seen);
        actions.took(second, answer[0]);
    }

    private static void await(Future<?> running) {
        try {
            running.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the second transaction does not end", e);
        }
    }

    /** Nothing fails any more: everything is delivered, worked and published. */
    private void comeToRest() {
        moveClock(7200);
        for (int i = 0; !source.waiting().isEmpty(); i++) {
            Invariant.COMES_TO_REST.check(i < 100, "records are never acknowledged: %s", source.waiting());
            alone(actions.deliver(world.member(PLAIN), source.waiting().getFirst(), false), Fate.LIVES);
        }
        for (int i = 0; reference.anyLive(); i++) {
            Invariant.COMES_TO_REST.check(i < 100, "runs never end");
            alone(actions.claim(world.member(PLAIN)), Fate.LIVES);
            Action last = actions.concludeNewest();
            if (last != null) {
                alone(last, Fate.LIVES);
            }
        }
        Action late = actions.concludeNewest();
        if (late != null) {
            alone(late, Fate.LIVES);
        }
        world.broker().script(ScriptedBroker.Answer.TAKES, 0);
        alone(actions.relay(world.member(PLAIN), 0), Fate.LIVES);
    }

    private void verify() {
        Stored stored = world.stored();
        Set<Object> stands = stored.runs().stream().map(Stored.Run::id).collect(Collectors.toCollection(HashSet::new));
        for (Delivery delivery : source.acknowledged()) {
            Invariant.NOTHING_ACKNOWLEDGED_IS_LOST.check(
                    delivery.canceller != null || stands.contains(delivery.push.run()), "no run of %s", delivery);
        }
        Map<String, List<String>> types = new LinkedHashMap<>();
        Map<String, List<UUID>> order = new LinkedHashMap<>();
        ScriptedBroker broker = world.broker();
        for (Stored.Event event : stored.events()) {
            types.computeIfAbsent(event.key(), key -> new ArrayList<>()).add(event.type());
            Invariant.COMES_TO_REST.check(event.sent() || event.refused(), "%s waits for ever", event);
            Invariant.SENT_MEANS_TAKEN.check(
                    event.refused() ? broker.refused(event.id()) : broker.acknowledged(event.id()), "%s", event);
            if (!event.refused()) {
                order.computeIfAbsent(event.key(), key -> new ArrayList<>()).add(event.id());
            }
        }
        reference.compare(stored.runs(), types);
        order.forEach((key, ids) -> {
            List<UUID> log = broker.log(key).stream().filter(ids::contains).toList();
            Invariant.PUBLISHED_IN_ORDER.check(log.equals(ids), "%s, expected %s", log, ids);
        });
    }

    private void tell(String what) {
        story.add(what);
    }
}
