package dev.slipway.runtime.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens next. The numbers pick among what there is at that moment, so that a sequence stays meaningful
 * when steps are dropped from it.
 *
 * @param who which replica
 * @param pick which push, record or claim
 * @param how which variant, e.g. with a crash in the middle
 * @param beside what another replica does while the transaction of this step is open
 */
record Step(Kind kind, int who, int pick, int how, @Nullable Step beside) {

    /** What can happen, and how often of a hundred times. */
    enum Kind {
        PUSH(8),
        CANCEL(4),
        DELIVER(13),
        REDELIVER(4),
        CLAIM(22),
        RENEW(10),
        ANNOUNCE(7),
        CONCLUDE(15),
        RELAY(6),
        CLOCK(9),
        CRASH(2);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }

        private boolean isTransaction() {
            return this != PUSH && this != CANCEL && this != CLOCK && this != CRASH;
        }
    }

    private static final double TOGETHER = 0.08;
    private static final List<Kind> DRAW = draw();

    static List<Step> sequence(SplittableRandom random, int length) {
        List<Step> steps = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            steps.add(random(random));
        }
        return steps;
    }

    private static Step random(SplittableRandom random) {
        Step step = alone(random);
        if (!step.kind.isTransaction() || random.nextDouble() >= TOGETHER) {
            return step;
        }
        Step beside;
        do {
            beside = alone(random);
        } while (!beside.kind.isTransaction());
        return new Step(step.kind, step.who, step.pick, step.how, beside);
    }

    private static Step alone(SplittableRandom random) {
        return new Step(DRAW.get(random.nextInt(DRAW.size())), any(random), any(random), any(random), null);
    }

    private static int any(SplittableRandom random) {
        return random.nextInt(1 << 16);
    }

    private static List<Kind> draw() {
        List<Kind> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < kind.weight; i++) {
                all.add(kind);
            }
        }
        return List.copyOf(all);
    }
}
