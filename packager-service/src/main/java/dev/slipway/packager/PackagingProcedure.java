package dev.slipway.packager;

import dev.slipway.artifact.ArtifactMissingException;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.UnsafeArchiveException;
import dev.slipway.engine.ImageBuild;
import dev.slipway.events.ArtifactBuilt;
import dev.slipway.events.Digest;
import dev.slipway.events.Failure;
import dev.slipway.events.ImageReference;
import dev.slipway.events.PackagingStarted;
import dev.slipway.packager.domain.ImageInput;
import dev.slipway.packager.domain.ImagePlan;
import dev.slipway.packager.domain.KnownImage;
import dev.slipway.packager.domain.PackagingResult;
import dev.slipway.packager.domain.TagPlan;
import dev.slipway.packager.port.KnownImages;
import dev.slipway.packager.port.RegistryException;
import dev.slipway.runtime.RunInProgress;
import dev.slipway.steplog.SecretFiles;
import java.nio.file.Path;
import java.util.Optional;

/** The story of packaging: lay the artifacts over their source, build the image, push it, see that it arrived. */
public final class PackagingProcedure {

    private final ArtifactStore store;
    private final ImageMaker maker;
    private final BaseImages bases;
    private final KnownImages known;
    private final SecretFiles secrets;
    private final String address;
    private final PackagingLimits limits;
    private final Path workspaces;

    /** @param site where images are built and go */
    public PackagingProcedure(
            ArtifactStore store,
            PackagingSite site,
            KnownImages known,
            SecretFiles secrets,
            PackagingLimits limits,
            Path workspaces) {
        this.store = store;
        this.maker = new ImageMaker(site.images(), site.registry(), site.logins(), site.address(), limits);
        this.bases = new BaseImages(site.images(), site.logins());
        this.known = known;
        this.secrets = secrets;
        this.address = site.address();
        this.limits = limits;
        this.workspaces = workspaces;
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
                    ? pack(run, context.get(), workspace)
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

    private PackagingResult pack(RunInProgress<ArtifactBuilt> run, BuildContext context, Workspace workspace) {
        ImagePlan plan = ImagePlan.of(
                run.event(),
                context.component().packaging().image(),
                run.id().toString(),
                run.trigger().time());
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
        return switch (bases.ensure(context.dockerfile(), context.component().packaging())) {
            case BaseImages.Found.Missing(String name) ->
                PackagingResult.failed(
                        "FROM " + name, "there is no image " + name + "; correct its name in " + dockerfile);
            case BaseImages.Found.Present present -> make(run, context, present.under(plan), present, workspace);
        };
    }

    private PackagingResult make(
            RunInProgress<ArtifactBuilt> run,
            BuildContext context,
            ImagePlan plan,
            BaseImages.Found.Present present,
            Workspace workspace) {
        ImageInput input = ImageInput.of(
                run.pipelineRun().ref(), context.component().packaging(), context.digest(), present.ids());
        Optional<KnownImage> same = present.all() ? known.find(plan.repository(), input) : Optional.empty();
        if (same.isPresent() && maker.reuse(plan, same.get().image())) {
            run.log()
                    .say("nothing has changed since " + same.get().version()
                            + ": its image is used again, nothing is built");
            return packaged(plan, same.get().image());
        }
        BuildSecrets lain = BuildSecrets.lay(
                secrets,
                run.pipelineRun().repository(),
                context.component().packaging().secrets(),
                workspace.file("secrets"));
        if (!lain.unusable().isEmpty()) {
            return PackagingResult.failed("package.secrets", String.join("; ", lain.unusable()));
        }
        String moving = TagPlan.of(run.pipelineRun()).latest();
        return switch (maker.build(plan, context, lain, moving, run.log())) {
            case ImageBuild.Built built -> {
                Digest image = maker.push(plan, run.log());
                known.remember(
                        plan.repository(), input, image, run.pipelineRun().version());
                yield packaged(plan, image);
            }
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
