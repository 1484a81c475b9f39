package dev.slipway.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A load balancer answers at these addresses; dns follows this.
 *
 * @param addresses IP addresses of all hosts on which it runs
 * @param certificate absent when it speaks plain HTTP only
 */
public record LoadBalancerStarted(
        PipelineRun pipelineRun,
        String environment,
        String stack,
        String loadBalancer,
        List<String> addresses,
        List<Endpoint> endpoints,
        @Nullable CertificateReference certificate)
        implements PipelineEvent {

    @Override
    public String key() {
        return environment + "/" + stack;
    }
}
