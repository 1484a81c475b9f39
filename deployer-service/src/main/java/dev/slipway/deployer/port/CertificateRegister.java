package dev.slipway.deployer.port;

import dev.slipway.deployer.domain.Certificate;
import java.util.Optional;

/** The certificates in use, one per name. Never a private key. */
public interface CertificateRegister {

    Optional<Certificate> find(String name);

    /** Remembers the certificate and puts its PEM form into the artifact store; replaces an older one of that name. */
    Certificate keep(String name, CertificateIssuer.Issued issued, String secret);
}
