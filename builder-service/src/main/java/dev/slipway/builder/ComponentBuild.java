package dev.slipway.builder;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.ArtifactStoreFullException;
import dev.slipway.builder.domain.ComponentResult;
import dev.slipway.builder.domain.KeptBuild;
import dev.slipway.builder.port.KeptBuilds;
import dev.slipway.engine.ContainerExit;
import dev.slipway.engine.ContainerHandle;
import dev.slipway.engine.ImageAvailability;
import dev.slipway.engine.ImageEngine;
import dev.slipway.engine.ImageReference;
import dev.slipway.events.BuildStarted;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Digest;
import dev.slipway.events.Failure;
import dev.slipway.pipelinefile.Build;
import dev.slipway.pipelinefile.Component;
import dev.slipway.runtime.RunInProgress;
import dev.slipway.steplog.SecretFiles;
import dev.slipway.steplog.SecretMask;
import dev.slipway.steplog.SecretValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The story of one component: reuse what the same input gave before, or run the build in a container and keep what it
 * left.
 */
final class ComponentBuild {

    private final ArtifactStore store;
    private final SourceSnapshot snapshots;
    private final ImageEngine images;
    private final BuildContainer container;
    private final ArtifactCollection collection;
    private final BuildMemory memory;
    private final BuildLimits limits;

    /** What builds remember and share, beside the store. */
    record BuildMemory(KeptBuilds builds, CacheVolumes caches, SecretFiles secrets) {}

    ComponentBuild(
            ArtifactStore store,
            ImageEngine images,
            BuildContainer container,
            ArtifactCollection collection,
            BuildMemory memory,
            BuildLimits limits) {
        this.store = store;
        this.snapshots = new SourceSnapshot(store);
        this.images = images;
        this.container = container;
        this.collection = collection;
        this.memory = memory;
        this.limits = limits;
    }

    /**
     * One attempt. May be repeated: what an earlier one started is found and taken over.
     *
     * @param source snapshot of the whole tree
     * @param prefix of each line in the log
     */
    ComponentResult build(
            RunInProgress<CommitPushed> run, Workspace workspace, Digest source, Component component, String prefix)
            throws InterruptedException {
        Build build = component.build();
        if (build == null) {
            return withoutBuild(run, source, component, prefix);
        }
        return switch (memory.secrets().read(run.pipelineRun().repository(), build.secrets())) {
            case SecretFiles.Result.Unusable(var reasons) -> {
                try (ComponentLog log = new ComponentLog(run.log(), prefix, SecretMask.NONE)) {
                    yield log.ends(failed(component.name(), "read secrets", String.join("\n", reasons)));
                }
            }
            case SecretFiles.Result.Found(var secrets) -> {
                try (ComponentLog log = new ComponentLog(run.log(), prefix, maskOf(secrets))) {
                    BuildPlan plan = BuildPlan.of(run.pipelineRun(), component, build, limits);
                    yield log.ends(new Going(run, workspace, source, plan, secrets, log).build());
                }
            }
        };
    }

    private ComponentResult withoutBuild(
            RunInProgress<CommitPushed> run, Digest source, Component component, String prefix) {
        try (ComponentLog log = new ComponentLog(run.log(), prefix, SecretMask.NONE)) {
            log.withoutBuild(component.name(), component.path());
            return new ComponentResult.Built(component.name(), source, snapshots.keepNothing(), List.of(), null);
        }
    }

    private static SecretMask maskOf(Map<String, SecretValue> secrets) {
        Map<String, String> values = new TreeMap<>();
        secrets.forEach((name, secret) -> values.put(name, secret.reveal()));
        return SecretMask.of(values);
    }

    private static ComponentResult failed(String component, String step, String reason) {
        return new ComponentResult.Failed(component, Failure.failure(step, reason));
    }

    /** One component's build that is under way. */
    private final class Going {

        private final RunInProgress<CommitPushed> run;
        private final Workspace workspace;
        private final Digest source;
        private final BuildPlan plan;
        private final Map<String, SecretValue> secrets;
        private final ComponentLog log;

        Going(
                RunInProgress<CommitPushed> run,
                Workspace workspace,
                Digest source,
                BuildPlan plan,
                Map<String, SecretValue> secrets,
                ComponentLog log) {
            this.run = run;
            this.workspace = workspace;
            this.source = source;
            this.plan = plan;
            this.secrets = secrets;
            this.log = log;
        }

        ComponentResult build() throws InterruptedException {
            ImageReference reference = ImageReference.parse(plan.image());
            return switch (images.ensureImage(reference, null)) {
                case ImageAvailability.Missing missing ->
                    failed(
                            plan.component(),
                            "pull image",
                            "image " + plan.image()
                                    + " is neither on the engine nor in its registry; correct components."
                                    + plan.component() + ".build.image in slipway.yml");
                case ImageAvailability.Present(var details) -> with(BuilderImage.of(reference, details));
            };
        }

        private ComponentResult with(BuilderImage image) throws InterruptedException {
            ComponentSource folder = ComponentSource.of(workspace.source(plan.path()));
            Digest input = BuildInput.of(run.pipelineRun().repository(), plan, folder, image.digest());
            // what this run built itself is no reuse: its container is still there and tells the whole story
            Optional<KeptBuild> earlier = memory.builds()
                    .of(input)
                    .filter(kept -> !kept.run().equals(run.pipelineRun().id()))
                    .filter(kept -> store.has(kept.artifacts()));
            if (earlier.isPresent()) {
                KeptBuild kept = earlier.get();
                log.reused(plan, image, kept);
                return new ComponentResult.Built(plan.component(), source, kept.artifacts(), kept.files(), kept.run());
            }
            Map<String, String> caches =
                    memory.caches().lend(run.id(), run.pipelineRun().repository(), plan);
            ComponentResult result = contained(image, caches);
            memory.caches().giveBack(run.id(), plan);
            if (result instanceof ComponentResult.Built built) {
                memory.builds()
                        .keep(
                                input,
                                new KeptBuild(
                                        run.pipelineRun().id(),
                                        run.pipelineRun().version(),
                                        built.artifacts(),
                                        built.files()));
            }
            return result;
        }

        private ComponentResult contained(BuilderImage image, Map<String, String> caches) throws InterruptedException {
            log.begins(plan, image, caches);
            ContainerHandle handle = container.ensure(run, plan, image, caches);
            log.container(handle);
            run.announce(new BuildStarted(run.pipelineRun(), plan.component(), plan.image(), image.digest()));
            container.start(handle, plan, secrets, () -> snapshots.upload(workspace, plan));
            ContainerExit exit = container.follow(run, handle, plan, log);
            if (exit instanceof ContainerExit.Lost(ContainerExit.Reason reason)) {
                container.remove(run, handle, plan);
                return new ComponentResult.Lost(plan.component(), "the build container was lost (" + reason + ")");
            }
            if (!BuildConclusion.isSuccess(exit)) {
                return new ComponentResult.Failed(
                        plan.component(),
                        BuildConclusion.failure(exit, plan, container.tail(handle, plan, log.mask())));
            }
            return kept(handle);
        }

        private ComponentResult kept(ContainerHandle handle) {
            try {
                return switch (collection.collect(handle, plan, workspace)) {
                    case ArtifactCollection.Result.Refused(String reason) ->
                        failed(plan.component(), "keep artifacts", reason);
                    case ArtifactCollection.Result.Kept kept ->
                        new ComponentResult.Built(plan.component(), source, kept.artifacts(), kept.files(), null);
                };
            } catch (ArtifactStoreFullException e) {
                return new ComponentResult.Failed(
                        plan.component(), Failure.error("store", String.valueOf(e.getMessage())));
            }
        }
    }
}
