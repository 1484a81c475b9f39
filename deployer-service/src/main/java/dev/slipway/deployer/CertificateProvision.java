package dev.slipway.deployer;

import dev.slipway.deployer.domain.Certificate;
import dev.slipway.deployer.domain.StackId;
import dev.slipway.deployer.port.CertificateIssuer;
import dev.slipway.deployer.port.CertificateRegister;
import dev.slipway.deployer.port.Orchestrator;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** A load balancer keeps its certificate as long as it is valid: people compare fingerprints. */
public final class CertificateProvision {

    private static final Duration RENEWED_BEFORE = Duration.ofDays(30);

    private final CertificateRegister register;
    private final CertificateIssuer issuer;
    private final Orchestrator orchestrator;
    private final Clock clock;
    private final String domain;

    /** @param domain under which all load balancers are named, {@code slipway.test} */
    public CertificateProvision(
            CertificateRegister register,
            CertificateIssuer issuer,
            Orchestrator orchestrator,
            Clock clock,
            String domain) {
        this.register = register;
        this.issuer = issuer;
        this.orchestrator = orchestrator;
        this.clock = clock;
        this.domain = domain;
    }

    /** The certificate for {@code <loadBalancer>.<stack>.<environment>.<domain>}, whose secret is in place. */
    Certificate ensure(StackId stack, String loadBalancer) {
        String name = loadBalancer + "." + stack.stack() + "." + stack.environment() + "." + domain;
        Optional<Certificate> kept = register.find(name)
                .filter(certificate ->
                        certificate.expires().isAfter(clock.instant().plus(RENEWED_BEFORE)))
                .filter(certificate -> orchestrator.hasSecret(certificate.secret()));
        if (kept.isPresent()) {
            return kept.get();
        }
        CertificateIssuer.Issued issued = issuer.issue(name);
        String secret = Certificate.secretName(stack, loadBalancer, issued.fingerprint());
        orchestrator.ensureSecret(stack, secret, issued.pem() + issued.privateKeyPem());
        return register.keep(name, issued, secret);
    }
}
