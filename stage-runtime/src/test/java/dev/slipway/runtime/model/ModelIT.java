package dev.slipway.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.runtime.Replica;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random interleavings against a model, and planted bugs against the model test itself. The generator is our own and not a
 * property testing library's, because the production beans need {@code @QuarkusTest}, which runs on Jupiter only.
 *
 * <p>{@code -Dslipway.model.seed} gives the first seed, {@code -Dslipway.model.sequences} how many follow it.
 */
@QuarkusTest
@TestProfile(ModelProfile.class)
class ModelIT {

    private static final int WORKERS = 2;
    private static final int TRIES = 20_000;
    private static final long SEED = Long.getLong("slipway.model.seed", 1);
    private static final int SEQUENCES = Integer.getInteger("slipway.model.sequences", 2_000);
    private static final List<String> TABLE = new ArrayList<>();

    @Inject
    Replica.Parts parts;

    @Inject
    AgroalDataSource source;

    @Test
    void whateverHappensInWhateverOrderNothingIsLostDoubledOrStuck() throws Exception {
        System.out.printf("model: seed %d, %d sequences of %d steps%n", SEED, SEQUENCES, Sequences.STEPS);
        long started = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        AtomicReference<Sequences.@Nullable Broken> found = new AtomicReference<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                String schema = "model_" + i;
                running.add(workers.submit(() -> work(schema, next, found)));
            }
            for (Future<?> worker : running) {
                worker.get();
            }
        }
        System.out.printf(
                "model: %d sequences played in %s%n",
                Math.min(next.get(), SEQUENCES), Duration.ofNanos(System.nanoTime() - started));
        assertThat(found.get()).isNull();
    }

    private void work(String schema, AtomicInteger next, AtomicReference<Sequences.@Nullable Broken> found) {
        try (World world = new World(parts, source, schema, PlantedBug.NONE)) {
            for (int i = next.getAndIncrement(); i < SEQUENCES && found.get() == null; i = next.getAndIncrement()) {
                Sequences.Broken broken = Sequences.play(world, SEED + i);
                if (broken != null && found.compareAndSet(null, broken)) {
                    Sequences.Broken small = Sequences.shrink(world, broken);
                    System.out.println("model: " + small);
                    found.set(small);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void plantedBugIsCaught(PlantedBug bug) throws InterruptedException, ExecutionException {
        try (ExecutorService worker = Executors.newSingleThreadExecutor()) {
            String row = worker.submit(() -> caught(bug)).get();
            System.out.println("model: " + row);
            TABLE.add(row);
        }
    }

    @Test
    void failingSequenceIsMadeSmall() throws InterruptedException, ExecutionException {
        try (ExecutorService worker = Executors.newSingleThreadExecutor()) {
            Sequences.Broken small = worker.submit(this::smallFailure).get();
            assertThat(small.violation().broken()).isEqualTo(Invariant.CLAIM_RAISES_THE_FENCE);
            assertThat(small.story()).as(small.toString()).hasSizeLessThan(Sequences.STEPS / 3);
        }
    }

    private Sequences.Broken smallFailure() {
        try (World world = new World(parts, source, "small", PlantedBug.CLAIM_KEEPS_FENCE)) {
            Sequences.Broken broken = Sequences.play(world, 1);
            return Sequences.shrink(world, Objects.requireNonNull(broken));
        }
    }

    private String caught(PlantedBug bug) {
        try (World world = new World(parts, source, "planted", bug)) {
            for (int i = 0; i < TRIES; i++) {
                Sequences.Broken broken = Sequences.play(world, SEED + i);
                if (broken != null) {
                    return "| %s | %s | %d |".formatted(bug, broken.violation().broken(), i + 1);
                }
            }
        }
        TABLE.add("| %s | NOT CAUGHT | |".formatted(bug));
        throw new AssertionError("not caught in " + TRIES + " sequences from seed " + SEED + ": " + bug);
    }

    @AfterAll
    static void print() {
        System.out.println("| planted bug | caught because this did not hold | in sequence |");
        System.out.println("|---|---|---|");
        TABLE.forEach(System.out::println);
    }
}
