package dev.slipway.builder;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.ArtifactStoreFullException;
import dev.slipway.builder.domain.BuildResult;
import dev.slipway.builder.domain.CheckoutResult;
import dev.slipway.builder.domain.ComponentResult;
import dev.slipway.builder.domain.Source;
import dev.slipway.builder.port.KeptBuilds;
import dev.slipway.builder.port.LogBookmarks;
import dev.slipway.builder.port.SourceCheckout;
import dev.slipway.engine.ContainerEngine;
import dev.slipway.engine.ImageEngine;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Digest;
import dev.slipway.events.Failure;
import dev.slipway.pipelinefile.Component;
import dev.slipway.runtime.RunInProgress;
import dev.slipway.steplog.SecretFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The story of a build: check out, read the pipeline file, build its components side by side.
 *
 * <p>Components do not wait for each other and do not fall with each other: when one fails, the others are built to their
 * end, and each tells its own. One that is lost makes the whole attempt worth another one, which finds the rest done.
 */
public final class BuildProcedure {

    private final SourceCheckout checkout;
    private final SourceSnapshot snapshots;
    private final ComponentBuild components;
    private final int parallel;
    private final Path workspaces;

    /** Where a build gets images and leaves things, and what it finds of earlier ones. */
    public record Surroundings(
            ArtifactStore store,
            ContainerEngine engine,
            ImageEngine images,
            LogBookmarks bookmarks,
            KeptBuilds builds,
            CacheVolumes caches,
            SecretFiles secrets) {}

    public BuildProcedure(SourceCheckout checkout, Surroundings around, BuildLimits limits, Path workspaces) {
        this.checkout = checkout;
        this.snapshots = new SourceSnapshot(around.store());
        this.components = new ComponentBuild(
                around.store(),
                around.images(),
                new BuildContainer(around.engine(), around.bookmarks(), limits.instance()),
                new ArtifactCollection(around.engine(), around.store(), limits),
                new ComponentBuild.BuildMemory(around.builds(), around.caches(), around.secrets()),
                limits);
        this.parallel = limits.parallel();
        this.workspaces = workspaces;
    }

    /** One attempt. May be repeated: what an earlier one started is found and taken over. */
    public BuildResult build(RunInProgress<CommitPushed> run) throws InterruptedException {
        BuildLog log = new BuildLog(run.log());
        log.begins(run);
        try (Workspace workspace = Workspace.open(workspaces, run.id(), run.attempt())) {
            return log.ends(
                    switch (checkout.checkOut(Source.of(run.event()), workspace.source())) {
                        case CheckoutResult.Refused(String reason) -> failed("checkout", reason);
                        case CheckoutResult.CheckedOut checkedOut -> {
                            log.checkedOut(checkedOut);
                            yield read(run, log, workspace);
                        }
                    });
        } catch (ArtifactStoreFullException e) {
            return log.ends(new BuildResult.Failed(Failure.error("store", String.valueOf(e.getMessage()))));
        }
    }

    private BuildResult read(RunInProgress<CommitPushed> run, BuildLog log, Workspace workspace)
            throws InterruptedException {
        return switch (PipelineFileInTree.read(
                workspace.source(), run.pipelineRun().repository())) {
            case PipelineFileInTree.Unusable(String reason) -> failed("read slipway.yml", reason);
            case PipelineFileInTree.Found(var file) -> {
                Digest source = snapshots.keep(workspace);
                log.found(file.components(), source);
                yield concluded(each(run, workspace, source, file.components()));
            }
        };
    }

    private List<ComponentResult> each(
            RunInProgress<CommitPushed> run, Workspace workspace, Digest source, List<Component> all)
            throws InterruptedException {
        if (all.size() == 1) {
            return List.of(components.build(run, workspace, source, all.getFirst(), ""));
        }
        List<Callable<ComponentResult>> builds = new ArrayList<>();
        for (Component component : all) {
            builds.add(() -> components.build(run, workspace, source, component, component.name() + " | "));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(
                parallel, Thread.ofVirtual().name("component-", 1).factory())) {
            List<ComponentResult> results = new ArrayList<>();
            for (Future<ComponentResult> ended : threads.invokeAll(builds)) {
                results.add(resultOf(ended));
            }
            return results;
        }
    }

    /** What one component's thread threw is thrown once all have ended: nothing goes on behind the run's back. */
    private static ComponentResult resultOf(Future<ComponentResult> ended) throws InterruptedException {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case InterruptedException interrupted -> throw interrupted;
                case null, default -> throw new IllegalStateException("a component could not be built", e);
            }
        }
    }

    private static BuildResult concluded(List<ComponentResult> results) {
        return results.stream()
                .filter(ComponentResult.Lost.class::isInstance)
                .map(ComponentResult.Lost.class::cast)
                .findFirst()
                .<BuildResult>map(lost -> new BuildResult.Lost(lost.component() + ": " + lost.reason()))
                .orElseGet(() -> new BuildResult.Concluded(results));
    }

    private static BuildResult failed(String step, String reason) {
        return new BuildResult.Failed(Failure.failure(step, reason));
    }
}
