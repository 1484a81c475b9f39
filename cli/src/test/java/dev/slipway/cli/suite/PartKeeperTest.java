package dev.slipway.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process is killed again and again; only the clock that tells how long it had served is set by hand. */
class PartKeeperTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(6);

    @TempDir
    Path directory;

    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private ProcessPart part;
    private Thread keeper;

    @BeforeEach
    void keep() {
        part = new ProcessPart(new ManagedProcess(directory.resolve("part.pid"), directory.resolve("part.log")));
        Ports ports = Ports.resolve(directory.resolve("absent"), Map.of(), null);
        keeper = Thread.ofPlatform().daemon().start(new PartKeeper(part, ports, new Notes(), new SetClock()));
    }

    @AfterEach
    void end() throws InterruptedException {
        keeper.interrupt();
        keeper.join();
        part.stop(Duration.ofSeconds(5));
    }

    @Test
    void whatServedForAWhileIsBackAtOnceHoweverOftenItIsKilled() {
        for (int kill = 1; kill <= 3; kill++) {
            awaitReady(kill);
            now.updateAndGet(it -> it.plus(LONG_ENOUGH));
            kill();
        }

        awaitReady(4);
        assertThat(restarts()).hasSize(3).allMatch(note -> note.endsWith("starting it again in 1 s"));
    }

    @Test
    void whatDiesSoonAfterItWasReadyIsGivenMoreAndMoreTime() {
        for (int kill = 1; kill <= 2; kill++) {
            awaitReady(kill);
            kill();
        }

        awaitReady(3);
        assertThat(restarts()).hasSize(2);
        assertThat(restarts().get(0)).endsWith("starting it again in 1 s");
        assertThat(restarts().get(1)).endsWith("starting it again in 2 s");
    }

    private void awaitReady(int times) {
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        notes.stream().filter(note -> note.contains("is ready")).count() == times);
    }

    private List<String> restarts() {
        return notes.stream().filter(note -> note.contains("starting it again")).toList();
    }

    private void kill() {
        ProcessHandle.of(part.pid().orElseThrow()).orElseThrow().destroyForcibly();
    }

    private final class Notes implements Journal {

        @Override
        public void note(String text) {
            notes.add(text);
        }

        @Override
        public void changed() {}

        @Override
        public Path logOf(String name) {
            return directory.resolve("part.log");
        }
    }

    private final class SetClock extends Clock {

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** The smallest part there is: ready as soon as it runs. */
    private record ProcessPart(ManagedProcess process) implements Part {

        @Override
        public String name() {
            return "sleeper";
        }

        @Override
        public Tier tier() {
            return Tier.SERVICE;
        }

        @Override
        public List<PartPort> ports() {
            return List.of();
        }

        @Override
        public void start() throws InterruptedException {
            process.ensure(List.of("sleep", "300"), "a", Duration.ofSeconds(5));
        }

        @Override
        public boolean ready() {
            return alive();
        }

        @Override
        public boolean alive() {
            return process.alive();
        }

        @Override
        public void stop(Duration within) throws InterruptedException {
            process.stop("KILL", within);
        }

        @Override
        public OptionalLong pid() {
            return process.pid();
        }

        @Override
        public String lastWords() {
            return process.lastWords();
        }
    }
}
