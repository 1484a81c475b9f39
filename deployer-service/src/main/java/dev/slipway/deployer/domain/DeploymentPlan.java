package dev.slipway.deployer.domain;

import dev.slipway.events.Failure;
import java.util.List;

/** Which environments a published image goes to. */
public sealed interface DeploymentPlan {

    /** @param targets at least one */
    record Targets(List<Target> targets) implements DeploymentPlan {}

    /** @param rule why this environment gets it, e.g. {@code follow develop} */
    record Target(StackId stack, String rule) {}

    record NobodyFollows(String reason) implements DeploymentPlan {}

    record Refused(Failure failure) implements DeploymentPlan {}
}
