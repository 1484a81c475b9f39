package dev.slipway.packager;

import dev.slipway.artifact.ArtifactMissingException;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.UnsafeArchiveException;
import dev.slipway.engine.ImageBuild;
import dev.slipway.engine.ImageEngine;
import dev.slipway.events.ArtifactBuilt;
import dev.slipway.events.Digest;
import dev.slipway.events.Failure;
import dev.slipway.events.ImageReference;
import dev.slipway.events.PackagingStarted;
import dev.slipway.packager.domain.ImagePlan;
import dev.slipway.packager.domain.PackagingResult;
import dev.slipway.packager.port.ImageRegistry;
import dev.slipway.packager.port.RegistryException;
import dev.slipway.runtime.RunInProgress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** The story of packaging: lay the artifacts over their source, build the image, push it, see that it arrived. */
public final class PackagingProcedure {

    private final ArtifactStore store;
    private final ImageMaker maker;
    private final String address;
    private final PackagingLimits limits;
    private final Path workspaces;
    private final Clock clock;

    /** @param address host and port of the registry */
    public PackagingProcedure(
            ArtifactStore store,
            ImageEngine images,
            ImageRegistry registry,
            String address,
            PackagingLimits limits,
            Path workspaces,
            Clock clock) {
        this.store = store;
        this.maker = new ImageMaker(images, registry, address, limits);
        this.address = address;
        this.limits = limits;
        this.workspaces = workspaces;
        this.clock = clock;
    }

    /** One attempt. May be repeated: an image that an earlier one pushed is found by its tag and label. */
    public PackagingResult pack(RunInProgress<ArtifactBuilt> run) {
        run.log()
                .say("package " + run.event().component() + " "
                        + run.pipelineRun().version() + " from source "
                        + run.event().source() + " and artifacts " + run.event().artifacts());
        run.announce(new PackagingStarted(run.pipelineRun(), run.event().component()));
        PackagingResult result = attempt(run);
        run.log()
                .say(
                        switch (result) {
                            case PackagingResult.Packaged packaged ->
                                "packaged " + packaged.image().pullable();
                            case PackagingResult.Failed failed ->
                                "packaging failed: " + failed.failure().reason();
                        });
        return result;
    }

    private PackagingResult attempt(RunInProgress<ArtifactBuilt> run) {
        try (Workspace workspace = Workspace.open(workspaces, run.id(), run.attempt())) {
            Optional<BuildContext> context =
                    BuildContext.open(store, run.event(), workspace.file("source"), limits.context());
            return context.isPresent()
                    ? pack(run, context.get())
                    : new PackagingResult.Failed(Failure.error(
                            "read slipway.yml",
                            "the source snapshot does not describe "
                                    + run.event().component()));
        } catch (UnsafeArchiveException e) {
            return PackagingResult.failed("lay out the context", e.entry() + ": " + e.reason());
        } catch (ArtifactMissingException e) {
            return new PackagingResult.Failed(Failure.error("fetch artifacts", String.valueOf(e.getMessage())));
        } catch (RegistryException e) {
            if (e.retryable()) {
                throw e;
            }
            return new PackagingResult.Failed(Failure.error("registry", e.reason()));
        }
    }

    private PackagingResult pack(RunInProgress<ArtifactBuilt> run, BuildContext context) {
        ImagePlan plan = ImagePlan.of(
                run.pipelineRun(),
                context.component().packaging().image(),
                run.id().toString(),
                clock.instant());
        Optional<Digest> earlier = maker.pushedEarlier(plan);
        if (earlier.isPresent()) {
            run.log().say("an earlier attempt has pushed the image");
            return packaged(plan, earlier.get());
        }
        String dockerfile = context.component().packaging().dockerfile();
        if (!context.hasDockerfile()) {
            return PackagingResult.failed(
                    "read " + dockerfile,
                    "there is no file " + dockerfile + " in "
                            + context.component().path()
                            + "; add it, or correct components."
                            + context.component().name()
                            + ".package.dockerfile in slipway.yml");
        }
        return switch (maker.build(plan, context, run.log())) {
            case ImageBuild.Built built -> packaged(plan, maker.push(plan, run.log()));
            case ImageBuild.Failed(String step, String message) -> PackagingResult.failed(step, message);
            case ImageBuild.TimeLimitExceeded(var limit) ->
                PackagingResult.failed(
                        "docker build",
                        "the image build took longer than " + limit.toMinutes()
                                + " minutes; raise slipway.packager.limits.time or do less in the Dockerfile");
        };
    }

    private PackagingResult packaged(ImagePlan plan, Digest image) {
        return new PackagingResult.Packaged(new ImageReference(address + "/" + plan.repository(), image), plan.tag());
    }
}
