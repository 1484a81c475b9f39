package dev.slipway.deployer.domain;

import dev.slipway.events.Digest;
import java.time.Instant;

/**
 * A load balancer's certificate. Its private key is in the orchestrator's secret and nowhere else.
 *
 * @param name DNS name it is issued for, e.g. {@code lb.auth.integration.slipway.test}
 * @param pem where its PEM form is kept in the artifact store
 * @param fingerprint SHA-256, upper-case hexadecimal pairs joined by colons
 * @param secret name of the secret with certificate and key
 */
public record Certificate(String name, Digest pem, String fingerprint, String secret, Instant expires) {

    /** Another certificate, another secret. */
    public static String secretName(StackId stack, String loadBalancer, String fingerprint) {
        return VersionedName.of(stack.name() + "-" + loadBalancer, fingerprint);
    }
}
