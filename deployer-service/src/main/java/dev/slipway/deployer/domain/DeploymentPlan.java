package dev.slipway.deployer.domain;

import dev.slipway.events.Failure;
import dev.slipway.events.ImageReference;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which stacks a published image makes complete, and where they go. */
public sealed interface DeploymentPlan {

    /** @param targets at least one */
    record Targets(List<Target> targets) implements DeploymentPlan {}

    /**
     * @param rule why this environment gets it, e.g. {@code follow develop}
     * @param images of all components that the stack names, by component
     */
    record Target(StackId stack, String rule, Map<String, ImageReference> images) {

        public Target {
            // in one order: the event that is made of it is recognised by its content
            images = Collections.unmodifiableMap(new TreeMap<>(images));
        }
    }

    /** @param reason who does not follow, or what a stack waits for */
    record Nowhere(String reason) implements DeploymentPlan {}

    record Refused(Failure failure) implements DeploymentPlan {}
}
