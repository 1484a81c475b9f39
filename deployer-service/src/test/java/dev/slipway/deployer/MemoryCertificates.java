package dev.slipway.deployer;

import dev.slipway.deployer.domain.Certificate;
import dev.slipway.deployer.port.CertificateIssuer.Issued;
import dev.slipway.deployer.port.CertificateRegister;
import dev.slipway.events.Digest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Register of certificates without a database and a store. */
final class MemoryCertificates implements CertificateRegister {

    final Map<String, String> pems = new HashMap<>();
    private final Map<String, Certificate> kept = new HashMap<>();

    @Override
    public Optional<Certificate> find(String name) {
        return Optional.ofNullable(kept.get(name));
    }

    @Override
    public Certificate keep(String name, Issued issued, String secret) {
        pems.put(name, issued.pem());
        Certificate certificate = new Certificate(
                name, Digest.of("sha256:" + "c".repeat(64)), issued.fingerprint(), secret, issued.expires());
        kept.put(name, certificate);
        return certificate;
    }
}
