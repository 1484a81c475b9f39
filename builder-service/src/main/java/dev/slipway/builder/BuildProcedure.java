package dev.slipway.builder;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.ArtifactStoreFullException;
import dev.slipway.builder.domain.BuildResult;
import dev.slipway.builder.domain.CheckoutResult;
import dev.slipway.builder.domain.Source;
import dev.slipway.builder.port.LogBookmarks;
import dev.slipway.builder.port.SourceCheckout;
import dev.slipway.engine.ContainerEngine;
import dev.slipway.engine.ContainerExit;
import dev.slipway.engine.ContainerHandle;
import dev.slipway.engine.ImageAvailability;
import dev.slipway.engine.ImageEngine;
import dev.slipway.engine.ImageReference;
import dev.slipway.events.BuildStarted;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Digest;
import dev.slipway.events.Failure;
import dev.slipway.pipelinefile.Component;
import dev.slipway.runtime.RunInProgress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The story of a build: check out, read the pipeline file, run the build in a container, keep what it left. */
public final class BuildProcedure {

    private final SourceCheckout checkout;
    private final SourceSnapshot snapshots;
    private final ImageEngine images;
    private final BuildContainer container;
    private final ArtifactCollection collection;
    private final Path workspaces;

    public BuildProcedure(
            SourceCheckout checkout,
            ArtifactStore store,
            ContainerEngine engine,
            ImageEngine images,
            LogBookmarks bookmarks,
            BuildLimits limits,
            Path workspaces) {
        this.checkout = checkout;
        this.snapshots = new SourceSnapshot(store);
        this.images = images;
        this.container = new BuildContainer(engine, bookmarks, limits);
        this.collection = new ArtifactCollection(engine, store, limits);
        this.workspaces = workspaces;
    }

    /** One attempt. May be repeated: what an earlier one started is found and taken over. */
    public BuildResult build(RunInProgress<CommitPushed> run) throws InterruptedException {
        BuildLog log = new BuildLog(run.log());
        log.begins(run);
        try (Workspace workspace = Workspace.open(workspaces, run.id(), run.attempt())) {
            return log.ends(
                    switch (checkout.checkOut(Source.of(run.event()), workspace.source())) {
                        case CheckoutResult.Refused(String reason) -> failed(null, "checkout", reason);
                        case CheckoutResult.CheckedOut checkedOut -> {
                            log.checkedOut(checkedOut);
                            yield read(run, log, workspace);
                        }
                    });
        } catch (ArtifactStoreFullException e) {
            return log.ends(new BuildResult.Failed(null, Failure.error("store", String.valueOf(e.getMessage()))));
        }
    }

    private BuildResult read(RunInProgress<CommitPushed> run, BuildLog log, Workspace workspace)
            throws InterruptedException {
        return switch (PipelineFileInTree.read(workspace.source())) {
            case PipelineFileInTree.Unusable(String reason) -> failed(null, "read slipway.yml", reason);
            case PipelineFileInTree.Found(Component component) ->
                run(run, log, workspace, BuildPlan.of(run.pipelineRun(), component));
        };
    }

    private BuildResult run(RunInProgress<CommitPushed> run, BuildLog log, Workspace workspace, BuildPlan plan)
            throws InterruptedException {
        Digest source = snapshots.keep(workspace);
        log.planned(plan, source);
        if (images.ensureImage(ImageReference.parse(plan.image()), null) instanceof ImageAvailability.Missing) {
            return failed(
                    plan.component(),
                    "pull image",
                    "image " + plan.image() + " is neither on the engine nor in its registry; correct components."
                            + plan.component() + ".build.image in slipway.yml");
        }
        ContainerHandle handle = container.ensure(run, plan);
        log.container(handle);
        run.announce(new BuildStarted(run.pipelineRun(), plan.component(), plan.image()));
        container.start(handle, () -> snapshots.upload(workspace));
        ContainerExit exit = container.follow(run, handle, plan.timeout());
        if (exit instanceof ContainerExit.Lost(ContainerExit.Reason reason)) {
            container.remove(run, handle);
            return new BuildResult.Lost("the build container was lost (" + reason + ")");
        }
        if (!BuildConclusion.isSuccess(exit)) {
            return new BuildResult.Failed(
                    plan.component(), BuildConclusion.failure(exit, plan, container.tail(handle, plan)));
        }
        return switch (collection.collect(handle, plan, workspace)) {
            case ArtifactCollection.Result.Refused(String reason) -> failed(plan.component(), "keep artifacts", reason);
            case ArtifactCollection.Result.Kept kept ->
                new BuildResult.Built(plan.component(), source, kept.artifacts(), kept.files());
        };
    }

    private static BuildResult failed(@Nullable String component, String step, String reason) {
        return new BuildResult.Failed(component, Failure.failure(step, reason));
    }
}
