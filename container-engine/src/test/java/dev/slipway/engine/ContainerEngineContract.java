package dev.slipway.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.slipway.engine.EngineObject.Kind;
import dev.slipway.engine.LogFrame.Stream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every container engine must do; the shell lines are scripted by {@link FakeContainerEngineTest}. */
public abstract class ContainerEngineContract {

    protected static final String IMAGE = "debian:trixie-slim";
    protected static final String HANG = "sleep 300";
    protected static final String TALK = "echo one; echo two >&2; echo three; echo four >&2; exit 3";
    protected static final String LONG_LINE = "head -c 100000 /dev/zero | tr '\\0' x; echo; echo end";
    protected static final String COMPILE = "cat main.c > out/app";
    protected static final String HOG = "tail /dev/zero";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    protected final Ownership owner =
            Ownership.ofRun("contract", "test", UUID.randomUUID().toString());
    private ContainerEngine engine;

    protected abstract ContainerEngine engine();

    @BeforeEach
    void openEngine() {
        engine = engine();
    }

    @AfterEach
    void removeEverything() {
        for (Kind kind : Kind.values()) {
            engine.find(kind, Map.of(Labels.INSTANCE, "contract")).forEach(engine::remove);
        }
    }

    protected ContainerSpec.Builder shell(String line) {
        return ContainerSpec.of(owner, "step", IMAGE).command("sh", "-c", line).workingDir("/src");
    }

    protected ContainerHandle started(String line) {
        ContainerHandle container = engine.ensure(shell(line).build());
        engine.start(container);
        return container;
    }

    @Test
    void secondEnsureAdoptsTheContainerOfTheSameRun() {
        ContainerHandle first = started(HANG);
        ContainerHandle second = engine.ensure(shell(HANG).build());

        assertThat(first).isEqualTo(new ContainerHandle(first.id(), owner.name("step"), false, ContainerState.CREATED));
        assertThat(second).isEqualTo(new ContainerHandle(first.id(), owner.name("step"), true, ContainerState.RUNNING));
    }

    @Test
    void endedContainerIsAdoptedWithItsResult() {
        engine.await(started(TALK), MINUTE);

        ContainerHandle adopted = engine.ensure(shell(TALK).build());

        assertThat(adopted.state()).isEqualTo(ContainerState.EXITED);
        assertThat(engine.await(adopted, MINUTE)).isEqualTo(new ContainerExit.Exited(3));
    }

    @Test
    void nameOfAnotherRunIsRefused() {
        ContainerSpec mine = shell(HANG).build();
        engine.ensure(mine);
        Ownership other = Ownership.ofRun("contract", "test", "other");
        ContainerSpec theirs = new ContainerSpec(
                mine.name(),
                other,
                IMAGE,
                mine.command(),
                mine.env(),
                null,
                null,
                mine.network(),
                mine.limits(),
                mine.tmpfs(),
                mine.volumes());

        assertThat(failureOf(() -> engine.ensure(theirs)).retryable()).isFalse();
    }

    @Test
    void missingImageIsRefused() {
        ContainerSpec spec = ContainerSpec.of(owner, "step", "no.such/image:1").build();

        assertThat(failureOf(() -> engine.ensure(spec)).retryable()).isFalse();
    }

    @Test
    void outputKeepsStreamsAndTheirOrder() {
        List<LogFrame> frames = follow(started(TALK), LogPosition.BEGINNING);

        assertThat(text(frames, Stream.STDOUT)).isEqualTo("one\nthree\n");
        assertThat(text(frames, Stream.STDERR)).isEqualTo("two\nfour\n");
    }

    @Test
    void interruptedLogContinuesWithoutLossOrDoubling() {
        ContainerHandle container = started(TALK);
        engine.await(container, MINUTE);
        List<LogFrame> whole = follow(container, LogPosition.BEGINNING);

        for (int stop = 0; stop < whole.size(); stop++) {
            List<LogFrame> rest = follow(
                    container, LogPosition.parse(whole.get(stop).position().encode()));

            assertThat(rest).usingRecursiveComparison().isEqualTo(whole.subList(stop + 1, whole.size()));
        }
    }

    @Test
    void longLineContinuesInTheMiddle() {
        ContainerHandle container = started(LONG_LINE);
        engine.await(container, MINUTE);
        List<LogFrame> whole = follow(container, LogPosition.BEGINNING);
        LogFrame second = whole.get(1);

        List<LogFrame> rest = follow(container, second.position());

        String line = "x".repeat(100_000) + "\nend\n";
        int read = whole.get(0).bytes().length + second.bytes().length;
        // compared as booleans: nobody wants to read these lines in a failure
        assertThat(text(whole, Stream.STDOUT).equals(line)).isTrue();
        assertThat(text(rest, Stream.STDOUT).equals(line.substring(read))).isTrue();
    }

    @Test
    void whatTheConsumerThrowsEndsFollow() {
        ContainerHandle container = started(TALK);

        assertThatThrownBy(() -> engine.follow(container, LogPosition.BEGINNING, frame -> {
                    throw new IllegalArgumentException("sink is full");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sink is full");
    }

    @Test
    void logOfAContainerThatWasNeverStartedIsEmpty() {
        assertThat(follow(engine.ensure(shell(HANG).build()), LogPosition.BEGINNING))
                .isEmpty();
    }

    @Test
    void filesGoInAndResultsComeOut() throws Exception {
        ContainerHandle container = engine.ensure(shell(COMPILE).build());
        engine.copyIn(container, "/src", TarArchive.of(Map.of("main.c", "old".getBytes(UTF_8), "out/x", new byte[0])));
        engine.copyIn(container, "/src", TarArchive.of("main.c", "int main;"));
        engine.start(container);
        engine.await(container, MINUTE);

        try (InputStream archive = engine.copyOut(container, "/src/out").orElseThrow()) {
            assertThat(TarArchive.read(archive))
                    .containsEntry("out/app", "int main;".getBytes(UTF_8))
                    .containsEntry("out/x", new byte[0]);
        }
    }

    @Test
    void nothingToCopyOutIsAValueButAMissingContainerIsNot() {
        ContainerHandle container = engine.ensure(shell(HANG).build());

        assertThat(engine.copyOut(container, "/src/never-made")).isEmpty();
        engine.remove(container);
        assertThat(failureOf(() -> engine.copyOut(container, "/src/never-made")).operation())
                .contains("/src/never-made");
    }

    @Test
    void compressedArchiveIsRefused() {
        ContainerHandle container = engine.ensure(shell(HANG).build());
        byte[] gzip = {0x1F, (byte) 0x8B, 0x08, 0, 0, 0, 0, 0};

        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.copyIn(container, "/src", new ByteArrayInputStream(gzip)));
    }

    @Test
    void nothingCanBeCopiedIntoAMissingContainer() {
        ContainerHandle container = engine.ensure(shell(HANG).build());
        engine.remove(container);

        assertThat(failureOf(() -> engine.copyIn(container, "/src", TarArchive.of("a", "b")))
                        .retryable())
                .isFalse();
    }

    @Test
    void startIsIdempotentWhileRunningAndIllegalAfterTheEnd() {
        ContainerHandle container = started(HANG);
        engine.start(container);
        engine.kill(container);
        engine.await(container, MINUTE);

        assertThatIllegalStateException().isThrownBy(() -> engine.start(container));
    }

    @Test
    void waitingForAContainerThatWasNeverStartedIsIllegal() {
        ContainerHandle container = engine.ensure(shell(HANG).build());

        assertThatIllegalStateException().isThrownBy(() -> engine.await(container, MINUTE));
    }

    @Test
    void commandThatCannotBeExecutedIsAValue() {
        ContainerHandle container = engine.ensure(
                ContainerSpec.of(owner, "step", IMAGE).command("/no/such/tool").build());
        engine.start(container);

        assertThat(follow(container, LogPosition.BEGINNING)).isEmpty();
        assertThat(engine.await(container, MINUTE)).isInstanceOfSatisfying(ContainerExit.CannotStart.class, exit -> {
            assertThat(exit.code()).isEqualTo(127);
            assertThat(exit.message()).contains("/no/such/tool");
        });
    }

    @Test
    void commandBeyondItsTimeIsKilled() {
        ContainerHandle container = started(HANG);

        assertThat(engine.await(container, Duration.ofMillis(200)))
                .isEqualTo(new ContainerExit.TimeLimitExceeded(Duration.ofMillis(200)));
        assertThat(engine.ensure(shell(HANG).build()).state()).isEqualTo(ContainerState.EXITED);
    }

    @Test
    void commandBeyondItsMemoryIsReported() {
        ContainerHandle container = engine.ensure(
                shell(HOG).limits(new ResourceLimits(32L << 20, 1, 64)).build());
        engine.start(container);

        assertThat(engine.await(container, MINUTE)).isEqualTo(new ContainerExit.OutOfMemory(137));
    }

    @Test
    void containerRemovedMeanwhileIsLost() {
        ContainerHandle container = started(HANG);
        engine.remove(container);

        assertThat(engine.await(container, MINUTE)).isEqualTo(new ContainerExit.Lost(ContainerExit.Reason.VANISHED));
        assertThat(follow(container, LogPosition.BEGINNING)).isEmpty();
    }

    @Test
    void endingAContainerMayBeRepeated() {
        ContainerHandle container = started(HANG);

        engine.stop(container, Duration.ofMillis(1));
        engine.stop(container, Duration.ofMillis(1));
        engine.kill(container);
        assertThat(engine.await(container, MINUTE)).isInstanceOf(ContainerExit.Exited.class);
        engine.remove(container);
        engine.remove(container);
        engine.stop(container, Duration.ZERO);
        engine.kill(container);
    }

    @Test
    void interruptedWaitLeavesTheContainerRunning() throws InterruptedException {
        ContainerHandle container = started(HANG);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                engine.await(container, MINUTE);
            } catch (RuntimeException e) {
                thrown.set(e);
                flag.set(Thread.currentThread().isInterrupted());
            }
        });
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        waiting.interrupt();
        waiting.join();

        assertThat(thrown.get()).isInstanceOf(ContainerEngineException.class);
        assertThat(flag.get()).isTrue();
        assertThat(engine.ensure(shell(HANG).build()).state()).isEqualTo(ContainerState.RUNNING);
    }

    @Test
    void thingsAreFoundByAllTheirLabels() {
        ContainerHandle container = engine.ensure(shell(HANG).build());
        engine.ensureNetwork(owner.name("net"), owner, true);
        engine.ensureVolume(owner.name("work"), owner);

        for (Kind kind : Kind.values()) {
            assertThat(engine.find(kind, owner.labels())).singleElement().satisfies(found -> {
                assertThat(found.kind()).isEqualTo(kind);
                assertThat(found.labels()).containsAllEntriesOf(owner.labels());
                assertThat(found.createdAt())
                        .isBetween(
                                engine.status().time().minus(MINUTE),
                                engine.status().time().plusSeconds(1));
            });
            assertThat(engine.find(kind, Map.of(Labels.INSTANCE, "contract", Labels.RUN, "none")))
                    .isEmpty();
        }
        assertThat(engine.find(Kind.CONTAINER, owner.labels()))
                .singleElement()
                .satisfies(found -> assertThat(found.name()).isEqualTo(container.name()));
    }

    @Test
    void networksAndVolumesAreMadeOnceAndBelongToTheirOwner() {
        Ownership other = Ownership.ofRun("contract", "test", "other");

        EngineObject network = engine.ensureNetwork(owner.name("net"), owner, true);
        EngineObject volume = engine.ensureVolume(owner.name("work"), owner);

        assertThat(engine.ensureNetwork(owner.name("net"), owner, true)).isEqualTo(network);
        assertThat(engine.ensureVolume(owner.name("work"), owner)).isEqualTo(volume);
        assertThat(failureOf(() -> engine.ensureNetwork(owner.name("net"), other, true))
                        .retryable())
                .isFalse();
        assertThat(failureOf(() -> engine.ensureVolume(owner.name("work"), other))
                        .retryable())
                .isFalse();
    }

    @Test
    void volumesAreMeasured() {
        EngineObject volume = engine.ensureVolume(owner.name("work"), owner);

        assertThat(engine.volumeSizes().get(volume.name())).isNotNull().isNotNegative();
        engine.remove(volume);
        assertThat(engine.volumeSizes()).doesNotContainKey(volume.name());
    }

    @Test
    void thingsInUseStayUntilTheContainerIsGone() {
        EngineObject network = engine.ensureNetwork(owner.name("net"), owner, true);
        EngineObject volume = engine.ensureVolume(owner.name("work"), owner);
        ContainerHandle container = engine.ensure(shell(HANG)
                .network(new NetworkAccess.Named(network.name()))
                .volume("/work", volume.name())
                .build());
        engine.start(container);

        assertThat(failureOf(() -> engine.remove(network)).retryable()).isTrue();
        assertThat(failureOf(() -> engine.remove(volume)).retryable()).isTrue();
        engine.remove(container);
        for (int twice = 0; twice < 2; twice++) {
            engine.remove(network);
            engine.remove(volume);
        }
        assertThat(engine.find(Kind.NETWORK, owner.labels())).isEmpty();
        assertThat(engine.find(Kind.VOLUME, owner.labels())).isEmpty();
    }

    protected List<LogFrame> follow(ContainerHandle container, LogPosition since) {
        List<LogFrame> frames = new ArrayList<>();
        engine.follow(container, since, frames::add);
        return frames;
    }

    protected static String text(List<LogFrame> frames, Stream stream) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        frames.stream().filter(frame -> frame.stream() == stream).forEach(frame -> bytes.writeBytes(frame.bytes()));
        return bytes.toString(UTF_8);
    }

    private static ContainerEngineException failureOf(Runnable call) {
        ContainerEngineException failure = catchThrowableOfType(ContainerEngineException.class, call::run);
        assertThat(failure).isNotNull();
        return failure;
    }
}
