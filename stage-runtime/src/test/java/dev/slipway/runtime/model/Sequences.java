package dev.slipway.runtime.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Makes sequences from seeds, plays them, and makes a failing one small. */
final class Sequences {

    static final int STEPS = 50;

    /** A sequence that broke something, as small as it got. */
    record Broken(long seed, Invariant.Violation violation, List<String> story) {

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            text.append("sequence with -Dslipway.model.seed=").append(seed).append(" -Dslipway.model.sequences=1 ");
            text.append(violation.getMessage()).append("; made small:");
            story.forEach(line -> text.append("\n  ").append(line));
            return text.toString();
        }
    }

    private Sequences() {}

    /** Nothing when all that must hold holds. */
    static @Nullable Broken play(World world, long seed) {
        List<Step> steps = Step.sequence(new SplittableRandom(seed), STEPS);
        return play(world, seed, steps);
    }

    static Broken shrink(World world, Broken broken) {
        List<Step> steps = Step.sequence(new SplittableRandom(broken.seed), STEPS);
        Broken smallest = broken;
        for (int chunk = steps.size() / 2; chunk > 0; chunk /= 2) {
            for (int from = 0; from < steps.size(); ) {
                List<Step> fewer = new ArrayList<>(steps);
                fewer.subList(from, Math.min(from + chunk, steps.size())).clear();
                Broken still = play(world, broken.seed, fewer);
                if (still != null && still.violation.broken() == broken.violation.broken()) {
                    steps = fewer;
                    smallest = still;
                } else {
                    from += chunk;
                }
            }
        }
        return smallest;
    }

    private static @Nullable Broken play(World world, long seed, List<Step> steps) {
        Play play = new Play(world, seed);
        try {
            play.run(steps);
            return null;
        } catch (Invariant.Violation e) {
            return new Broken(seed, e, play.story());
        }
    }
}
