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
import dev.slipway.events.StageName;
import dev.slipway.runtime.RunId;
import dev.slipway.runtime.RunInProgress;
import dev.slipway.steplog.LogLine;
import dev.slipway.steplog.SecretMask;
import dev.slipway.steplog.SecretValue;
import dev.slipway.steplog.StepLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * The container that a component is built in. Its name rests on run and component: a second attempt finds the container of the first one,
 * running or exited, goes on with its output where the log ends, and takes its exit code. The command runs once.
 */
final class BuildContainer {

    private static final Duration BOOKMARK_INTERVAL = Duration.ofSeconds(1);
    private static final String PURPOSE = "build";

    private final ContainerEngine engine;
    private final LogBookmarks bookmarks;
    private final String instance;

    BuildContainer(ContainerEngine engine, LogBookmarks bookmarks, String instance) {
        this.engine = engine;
        this.bookmarks = bookmarks;
        this.instance = instance;
    }

    /**
     * Makes or finds it.
     *
     * @param caches volumes by their folder in the container
     */
    ContainerHandle ensure(RunInProgress<?> run, BuildPlan plan, BuilderImage image, Map<String, String> caches) {
        Ownership owner = Ownership.ofRun(
                        instance, StageName.BUILD.word(), run.id().toString())
                .inPipelineRun(run.pipelineRun().id().toString());
        ContainerSpec.Builder spec = ContainerSpec.of(owner, PURPOSE + "-" + plan.component(), image.id())
                .command(plan.command())
                .env(plan.environment())
                .workingDir(plan.folder())
                .user(BuildPlan.BUILD_USER + ":" + BuildPlan.BUILD_USER)
                // builds fetch what they depend on
                .network(new NetworkAccess.DefaultBridge())
                .limits(plan.limits());
        caches.forEach(spec::volume);
        return engine.ensure(spec.build());
    }

    /**
     * Starts the command unless an earlier attempt did.
     *
     * @param upload the source, as a tar for the container's top
     */
    void start(ContainerHandle container, BuildPlan plan, Map<String, SecretValue> secrets, Supplier<Path> upload) {
        if (container.state() != ContainerState.CREATED) {
            return;
        }
        if (!plan.caches().isEmpty() || !secrets.isEmpty()) {
            engine.copyIn(container, "/", new ByteArrayInputStream(PreparedFiles.of(plan.caches(), secrets)));
        }
        try (InputStream tar = Files.newInputStream(upload.get())) {
            engine.copyIn(container, "/", tar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        engine.start(container);
    }

    /** Writes the output into the component's log while it comes, and returns how the command ended. */
    ContainerExit follow(RunInProgress<?> run, ContainerHandle container, BuildPlan plan, ComponentLog log)
            throws InterruptedException {
        Output output = new Output(run.id(), plan.component(), log);
        FutureTask<Void> follower =
                new FutureTask<>(() -> engine.follow(container, output.position, output::take), null);
        Thread thread = Thread.ofVirtual().name("build-output").start(follower);
        ContainerExit exit;
        try {
            exit = engine.await(container, plan.timeout());
            follower.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof ContainerEngineException broken && broken.retryable())) {
                throw new IllegalStateException("the output of " + container.name() + " could not be followed", e);
            }
            exit = engine.await(container, plan.timeout());
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
    OutputTail tail(ContainerHandle container, BuildPlan plan, SecretMask mask) {
        OutputTail tail = new OutputTail(plan);
        try (StepLog log = new StepLog(tail, mask, Clock.systemUTC())) {
            engine.follow(container, LogPosition.BEGINNING, frame -> write(frame, log));
        }
        return tail;
    }

    void remove(RunInProgress<?> run, ContainerHandle container, BuildPlan plan) {
        engine.remove(container);
        bookmarks.forget(run.id(), plan.component());
    }

    private static void write(LogFrame frame, StepLog log) {
        log.write(
                frame.stream() == LogFrame.Stream.STDOUT ? LogLine.Stream.STDOUT : LogLine.Stream.STDERR,
                frame.at(),
                frame.bytes());
    }

    /** Carries frames into the log and remembers how far it came. */
    private final class Output {

        private final RunId run;
        private final String component;
        private final ComponentLog log;
        private volatile LogPosition position;
        private LogPosition kept;
        private long keptAt = System.nanoTime();

        Output(RunId run, String component, ComponentLog log) {
            this.run = run;
            this.component = component;
            this.log = log;
            this.position = bookmarks.of(run, component);
            this.kept = position;
        }

        void take(LogFrame frame) {
            write(frame, log.output());
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
                log.flush();
                bookmarks.keep(run, component, position);
                kept = position;
            }
            keptAt = System.nanoTime();
        }
    }
}
