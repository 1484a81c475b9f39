package dev.slipway.deployer.domain;

import dev.slipway.events.Endpoint;
import dev.slipway.events.Failure;
import dev.slipway.events.ImageReference;
import dev.slipway.events.ReplicaCount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a deployment ended. */
public sealed interface DeploymentResult {

    /** Every replica runs the new version and the load balancer answers. */
    record Serving(
            ReplicaCount replicas,
            String loadBalancer,
            List<String> addresses,
            List<Endpoint> endpoints,
            @Nullable Certificate certificate)
            implements DeploymentResult {}

    /** The new version was refused; the one before serves as it did all the time. */
    record Restored(ImageReference image, Failure failure) implements DeploymentResult {}

    /** Nothing was there to go back to, or it never began. */
    record Refused(Failure failure) implements DeploymentResult {}

    /** A newer push of the same ref is deployed already. */
    record Outdated(long deployedSequence) implements DeploymentResult {}
}
