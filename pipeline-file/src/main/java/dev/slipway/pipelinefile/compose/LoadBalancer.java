package dev.slipway.pipelinefile.compose;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What stands in front of the stack, from its {@code x-slipway.load-balancer}.
 *
 * @param name first label of the DNS name
 * @param service the service that receives the requests
 * @param port the port that service listens on
 * @param http port of the host that speaks HTTP, or null; never null together with {@code https}
 * @param https port of the host that speaks HTTPS, or null
 */
public record LoadBalancer(
        String name,
        String service,
        int port,
        @Nullable Integer http,
        @Nullable Integer https,
        Health health) {

    /**
     * When a replica gets requests.
     *
     * @param path asked for with GET; 2xx and 3xx are good answers
     * @param interval between two checks
     * @param timeout of one check
     * @param unhealthy failed checks in a row until the replica gets no more requests
     * @param healthy good checks in a row until it gets requests again
     */
    public record Health(String path, Duration interval, Duration timeout, int unhealthy, int healthy) {

        public static final Health DEFAULT = new Health("/health", Duration.ofSeconds(2), Duration.ofSeconds(2), 3, 2);
    }
}
