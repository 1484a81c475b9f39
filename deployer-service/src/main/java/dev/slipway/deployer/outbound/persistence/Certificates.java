package dev.slipway.deployer.outbound.persistence;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.deployer.domain.Certificate;
import dev.slipway.deployer.port.CertificateIssuer.Issued;
import dev.slipway.deployer.port.CertificateRegister;
import dev.slipway.events.Digest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Certificates by name; their PEM form is in the artifact store. */
@ApplicationScoped
public class Certificates implements CertificateRegister, PanacheRepositoryBase<CertificateEntity, String> {

    private final ArtifactStore store;

    public Certificates(ArtifactStore store) {
        this.store = store;
    }

    @Override
    @Transactional
    public Optional<Certificate> find(String name) {
        return findByIdOptional(name)
                .map(row -> new Certificate(
                        row.name, Digest.of(row.pemDigest), row.fingerprint, row.secretName, row.expiresAt));
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Certificate keep(String name, Issued issued, String secret) {
        byte[] pem = issued.pem().getBytes(StandardCharsets.UTF_8);
        Digest digest = store.put(new ByteArrayInputStream(pem));
        CertificateEntity row = new CertificateEntity();
        row.name = name;
        row.pemDigest = digest.value();
        row.fingerprint = issued.fingerprint();
        row.secretName = secret;
        row.expiresAt = issued.expires();
        getEntityManager().merge(row);
        return new Certificate(name, digest, issued.fingerprint(), secret, issued.expires());
    }
}
