package dev.slipway.tester.outbound.container;

import dev.slipway.engine.ContainerEngine;
import dev.slipway.engine.ContainerEngineException;
import dev.slipway.engine.ContainerExit;
import dev.slipway.engine.ContainerHandle;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerState;
import dev.slipway.engine.EngineObject.Kind;
import dev.slipway.engine.ImageAvailability;
import dev.slipway.engine.ImageEngine;
import dev.slipway.engine.ImageReference;
import dev.slipway.engine.NetworkAccess;
import dev.slipway.engine.Ownership;
import dev.slipway.events.Digest;
import dev.slipway.steplog.StepLog;
import dev.slipway.tester.domain.ScriptResult;
import dev.slipway.tester.domain.TestPlan;
import dev.slipway.tester.port.ScriptContainer;
import dev.slipway.tester.port.SourceSnapshots;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The script as the only process of a container of ours. */
public final class EngineScriptContainer implements ScriptContainer {

    /** Shows each line, then runs it, all in one shell: a line may set variables and folder for the next ones. */
    private static final String RUN_LINES = "for line do printf '+ %s\\n' \"$line\"; eval \"$line\" || exit; done";

    private final ContainerEngine engine;
    private final ImageEngine images;
    private final SourceSnapshots snapshots;

    public EngineScriptContainer(ContainerEngine engine, ImageEngine images, SourceSnapshots snapshots) {
        this.engine = engine;
        this.images = images;
        this.snapshots = snapshots;
    }

    @Override
    public boolean isThere(Ownership owner) {
        String name = Workspace.containerOf(owner);
        return engine.find(Kind.CONTAINER, owner.labels()).stream()
                .anyMatch(container -> container.name().equals(name));
    }

    @Override
    public ScriptResult run(Ownership owner, TestPlan plan, Digest source, String network, Duration limit, StepLog log)
            throws InterruptedException {
        ImageReference image = ImageReference.parse(plan.scriptImage());
        if (images.ensureImage(image, null) instanceof ImageAvailability.Missing) {
            return neverBegan("the image " + image + " is neither on the engine nor in its registry");
        }
        ContainerHandle container = engine.ensure(spec(owner, plan, network));
        if (container.state() == ContainerState.CREATED) {
            copySource(container, source);
            log.say("running in " + image + ", folder " + Workspace.folder(plan.folder()) + ": " + plan.scriptLine());
            engine.start(container);
        }
        FollowedOutput output = new FollowedOutput(engine, container, log);
        ContainerExit exit = output.during(() -> engine.await(container, limit));
        return switch (exit) {
            case ContainerExit.Exited exited ->
                new ScriptResult(new ScriptResult.Exited(exited.code()), output.lastLines());
            case ContainerExit.OutOfMemory out ->
                new ScriptResult(new ScriptResult.OutOfMemory(out.code()), output.lastLines());
            case ContainerExit.TimeLimitExceeded late ->
                new ScriptResult(new ScriptResult.TimeLimitExceeded(plan.timeout()), output.lastLines());
            case ContainerExit.CannotStart cannot -> neverBegan(cannot.message());
            case ContainerExit.Lost lost ->
                throw new ContainerEngineException(
                        "run the test script", true, "its container was lost: " + lost.reason(), null);
        };
    }

    private static ScriptResult neverBegan(String reason) {
        return new ScriptResult(new ScriptResult.NeverBegan(reason), List.of());
    }

    private static ContainerSpec spec(Ownership owner, TestPlan plan, String network) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", RUN_LINES, "sh"));
        command.addAll(plan.script());
        return ContainerSpec.of(owner, "script", plan.scriptImage())
                .command(command)
                .env("CI", "true")
                // The user need not be known to the image, and then has no home.
                .env("HOME", "/tmp")
                .user(Workspace.USER + ":" + Workspace.USER)
                .workingDir(Workspace.folder(plan.folder()))
                .network(new NetworkAccess.Named(network))
                .build();
    }

    private void copySource(ContainerHandle container, Digest source) {
        try {
            Path packed = Files.createTempFile("slipway-workspace", ".tar");
            try {
                try (InputStream tree = snapshots.open(source);
                        OutputStream target = Files.newOutputStream(packed)) {
                    Workspace.pack(tree, target);
                }
                try (InputStream workspace = Files.newInputStream(packed)) {
                    engine.copyIn(container, "/", workspace);
                }
            } finally {
                Files.delete(packed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the source cannot be copied to " + container.name(), e);
        }
    }
}
