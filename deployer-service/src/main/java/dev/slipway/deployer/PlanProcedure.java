package dev.slipway.deployer;

import dev.slipway.deployer.domain.DeploymentPlan;
import dev.slipway.deployer.domain.StackId;
import dev.slipway.deployer.port.PublishedComponents;
import dev.slipway.deployer.port.PublishedComponents.Published;
import dev.slipway.deployer.port.SourceSnapshot;
import dev.slipway.events.Failure;
import dev.slipway.events.ImagePublished;
import dev.slipway.events.ImageReference;
import dev.slipway.pipelinefile.Environment;
import dev.slipway.pipelinefile.PipelineFile;
import dev.slipway.pipelinefile.compose.StackFile;
import dev.slipway.pipelinefile.compose.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A published image goes to every environment that follows its ref, together with the others of its stack: a stack that
 * names several components is deployed once, by the one that is published last, with the images of one and the same push.
 */
public final class PlanProcedure {

    private final RepositoryFiles files;
    private final PublishedComponents components;

    public PlanProcedure(SourceSnapshot snapshot, PublishedComponents components) {
        this.files = new RepositoryFiles(snapshot);
        this.components = components;
    }

    /** May be repeated: the answer for one component of a push does not change. */
    public DeploymentPlan plan(ImagePublished published) {
        List<Published> together =
                components.add(published.pipelineRun().id(), published.component(), published.image());
        return switch (files.pipeline(
                published.source(), published.pipelineRun().repository())) {
            case RepositoryFiles.Pipeline.Invalid invalid -> new DeploymentPlan.Refused(invalid.failure());
            case RepositoryFiles.Pipeline.Valid valid -> {
                String ref = published.pipelineRun().ref();
                List<Environment> following = valid.file().environmentsFollowing(ref);
                yield following.isEmpty()
                        ? nobodyFollows(valid.file(), ref)
                        : new Choice(published, valid.file(), together).among(following);
            }
        };
    }

    private static DeploymentPlan nobodyFollows(PipelineFile file, String ref) {
        String known = file.environments().stream()
                .map(environment -> environment.name() + " follows " + environment.follow())
                .collect(Collectors.joining(", "));
        return new DeploymentPlan.Nowhere("no environment follows " + ref
                + (known.isEmpty() ? ": " + PipelineFile.NAME + " names none" : ": " + known));
    }

    /** Goes through the environments that follow. */
    private final class Choice {

        private final ImagePublished published;
        private final PipelineFile file;
        private final List<Published> together;
        private final List<DeploymentPlan.Target> targets = new ArrayList<>();
        private final List<String> reasons = new ArrayList<>();
        private final List<Failure> failures = new ArrayList<>();

        Choice(ImagePublished published, PipelineFile file, List<Published> together) {
            this.published = published;
            this.file = file;
            this.together = together;
        }

        /** All or nothing: a mistake in one environment's stack file shows before another environment is touched. */
        DeploymentPlan among(List<Environment> environments) {
            for (Environment environment : environments) {
                switch (files.stack(published.source(), environment, file.componentNames())) {
                    case RepositoryFiles.Stack.Invalid invalid -> failures.add(invalid.failure());
                    case RepositoryFiles.Stack.Valid valid -> decide(environment, valid.file());
                }
            }
            if (!failures.isEmpty()) {
                return new DeploymentPlan.Refused(Failure.failure(
                        failures.getFirst().step(),
                        failures.stream().map(Failure::reason).distinct().collect(Collectors.joining("\n"))));
            }
            return targets.isEmpty()
                    ? new DeploymentPlan.Nowhere(String.join("; ", reasons))
                    : new DeploymentPlan.Targets(targets);
        }

        private void decide(Environment environment, StackFile stack) {
            List<String> named = file.componentNames().stream()
                    .filter(component -> stack.variables().contains(Variables.imageOf(component)))
                    .toList();
            if (named.isEmpty()) {
                failures.add(Failure.failure(
                        "read " + environment.stack(),
                        "no service of " + environment.stack() + " runs the image of a component: write image: ${"
                                + Variables.imageOf(published.component()) + "}"));
                return;
            }
            StackId id = new StackId(environment.name(), stack.name() == null ? named.getFirst() : stack.name());
            if (!named.contains(published.component())) {
                reasons.add(id + " does not run the image of " + published.component());
                return;
            }
            Map<String, ImageReference> images = new LinkedHashMap<>();
            together.stream()
                    .filter(component -> named.contains(component.component()))
                    .forEach(component -> images.put(component.component(), component.image()));
            List<String> missing = named.stream()
                    .filter(component -> !images.containsKey(component))
                    .toList();
            String last = List.copyOf(images.keySet()).getLast();
            if (!last.equals(published.component())) {
                reasons.add(id + " is deployed together with " + last);
            } else if (missing.isEmpty()) {
                targets.add(new DeploymentPlan.Target(id, "follow " + environment.follow(), images));
            } else {
                reasons.add(id + " is deployed as soon as " + String.join(" and ", missing) + " is published too");
            }
        }
    }
}
