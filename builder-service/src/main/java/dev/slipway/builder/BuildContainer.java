package dev.slipway.builder;

import dev.slipway.builder.port.LogBookmarks;
import dev.slipway.engine.ContainerEngine;
import dev.slipway.engine.ContainerEngineException;
import dev.slipway.engine.ContainerExit;
import dev.slipway.engine.ContainerHandle;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerState;
import dev.slipway.engine.LogFrame;
import dev.slipway.engine.LogPosition;
import dev.slipway.engine.NetworkAccess;
import dev.slipway.engine.Ownership;
import dev.slipway.engine.ResourceLimits;
import dev.slipway.events.StageName;
import dev.slipway.runtime.RunInProgress;
import dev.slipway.steplog.LogLine;
import dev.slipway.steplog.SecretMask;
import dev.slipway.steplog.StepLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * The container that a run builds in. Its name rests on the run: a second attempt finds the container of the first one,
 * running or exited, goes on with its output where the log ends, and takes its exit code. The command runs once.
 */
final class BuildContainer {

    private static final Duration BOOKMARK_INTERVAL = Duration.ofSeconds(1);
    private static final String PURPOSE = "build";

    private final ContainerEngine engine;
    private final LogBookmarks bookmarks;
    private final BuildLimits limits;

    BuildContainer(ContainerEngine engine, LogBookmarks bookmarks, BuildLimits limits) {
        this.engine = engine;
        this.bookmarks = bookmarks;
        this.limits = limits;
    }

    /** Makes or finds it. */
    ContainerHandle ensure(RunInProgress<?> run, BuildPlan plan) {
        Ownership owner = Ownership.ofRun(
                        limits.instance(), StageName.BUILD.word(), run.id().toString())
                .inPipelineRun(run.pipelineRun().id().toString());
        return engine.ensure(ContainerSpec.of(owner, PURPOSE, plan.image())
                .command(plan.command())
                .env(plan.env())
                .workingDir(plan.folder())
                .user(BuildPlan.BUILD_USER + ":" + BuildPlan.BUILD_USER)
                // builds fetch what they depend on
                .network(new NetworkAccess.DefaultBridge())
                .limits(new ResourceLimits(plan.memoryBytes(), limits.cpus(), limits.processes()))
                .build());
    }

    /** Starts the command unless an earlier attempt did. */
    void start(ContainerHandle container, Supplier<Path> upload) {
        if (container.state() != ContainerState.CREATED) {
            return;
        }
        try (InputStream tar = Files.newInputStream(upload.get())) {
            engine.copyIn(container, "/", tar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        engine.start(container);
    }

    /** Writes the output into the run's log while it comes, and returns how the command ended. */
    ContainerExit follow(RunInProgress<?> run, ContainerHandle container, Duration limit) throws InterruptedException {
        Output output = new Output(run);
        FutureTask<Void> follower =
                new FutureTask<>(() -> engine.follow(container, output.position, output::take), null);
        Thread thread = Thread.ofVirtual().name("build-output").start(follower);
        ContainerExit exit;
        try {
            exit = engine.await(container, limit);
            follower.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof ContainerEngineException broken && broken.retryable())) {
                throw new IllegalStateException("the output of " + container.name() + " could not be followed", e);
            }
            exit = engine.await(container, limit);
        } finally {
            thread.interrupt();
            thread.join();
        }
        if (!(exit instanceof ContainerExit.Lost)) {
            // nothing when the follower saw it all; the rest when its stream broke
            engine.follow(container, output.position, output::take);
            output.bookmark();
        }
        return exit;
    }

    /** The end of the output and the line that was being done, read again from the engine: right after adoption, too. */
    OutputTail tail(ContainerHandle container, BuildPlan plan) {
        OutputTail tail = new OutputTail(plan);
        try (StepLog log = new StepLog(tail, SecretMask.NONE, Clock.systemUTC())) {
            engine.follow(container, LogPosition.BEGINNING, frame -> write(frame, log));
        }
        return tail;
    }

    void remove(RunInProgress<?> run, ContainerHandle container) {
        engine.remove(container);
        bookmarks.forget(run.id());
    }

    private static void write(LogFrame frame, StepLog log) {
        log.write(
                frame.stream() == LogFrame.Stream.STDOUT ? LogLine.Stream.STDOUT : LogLine.Stream.STDERR,
                frame.at(),
                frame.bytes());
    }

    /** Carries frames into the log and remembers how far it came. */
    private final class Output {

        private final RunInProgress<?> run;
        private volatile LogPosition position;
        private LogPosition kept;
        private long keptAt = System.nanoTime();

        Output(RunInProgress<?> run) {
            this.run = run;
            this.position = bookmarks.of(run.id());
            this.kept = position;
        }

        void take(LogFrame frame) {
            write(frame, run.log());
            position = frame.position();
            byte[] bytes = frame.bytes();
            // within a line the log still waits for its end: a bookmark there would lose its beginning
            boolean lineEnds = bytes.length > 0 && bytes[bytes.length - 1] == '\n';
            if (lineEnds && System.nanoTime() - keptAt > BOOKMARK_INTERVAL.toNanos()) {
                bookmark();
            }
        }

        void bookmark() {
            if (!kept.equals(position)) {
                run.log().flush();
                bookmarks.keep(run.id(), position);
                kept = position;
            }
            keptAt = System.nanoTime();
        }
    }
}
