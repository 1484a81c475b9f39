package dev.slipway.deployer;

import dev.slipway.deployer.domain.DeploymentPlan;
import dev.slipway.deployer.domain.StackId;
import dev.slipway.deployer.port.SourceSnapshot;
import dev.slipway.events.Digest;
import dev.slipway.events.Failure;
import dev.slipway.pipelinefile.Environment;
import dev.slipway.pipelinefile.PipelineFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A published image goes to every environment that follows its ref. */
public final class PlanProcedure {

    private final RepositoryFiles files;

    public PlanProcedure(SourceSnapshot snapshot) {
        this.files = new RepositoryFiles(snapshot);
    }

    /** @param ref full name of the pushed ref */
    public DeploymentPlan plan(String component, Digest source, String ref) {
        return switch (files.pipeline(source)) {
            case RepositoryFiles.Pipeline.Invalid invalid -> new DeploymentPlan.Refused(invalid.failure());
            case RepositoryFiles.Pipeline.Valid valid -> {
                List<Environment> following = valid.file().environmentsFollowing(ref);
                yield following.isEmpty() ? nobodyFollows(valid.file(), ref) : targets(component, source, following);
            }
        };
    }

    /** All or nothing: a mistake in one environment's stack file shows before another environment is touched. */
    private DeploymentPlan targets(String component, Digest source, List<Environment> environments) {
        List<DeploymentPlan.Target> targets = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (Environment environment : environments) {
            switch (files.stack(source, environment, component)) {
                case RepositoryFiles.Stack.Invalid invalid -> failures.add(invalid.failure());
                case RepositoryFiles.Stack.Valid valid -> {
                    String written = valid.file().name();
                    String stack = written == null ? component : written;
                    targets.add(new DeploymentPlan.Target(
                            new StackId(environment.name(), stack), "follow " + environment.follow()));
                }
            }
        }
        return failures.isEmpty()
                ? new DeploymentPlan.Targets(targets)
                : new DeploymentPlan.Refused(Failure.failure(
                        failures.getFirst().step(),
                        failures.stream().map(Failure::reason).distinct().collect(Collectors.joining("\n"))));
    }

    private static DeploymentPlan nobodyFollows(PipelineFile file, String ref) {
        String known = file.environments().stream()
                .map(environment -> environment.name() + " follows " + environment.follow())
                .collect(Collectors.joining(", "));
        return new DeploymentPlan.NobodyFollows("no environment follows " + ref
                + (known.isEmpty() ? ": " + PipelineFile.NAME + " names none" : ": " + known));
    }
}
