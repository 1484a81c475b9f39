package dev.slipway.deployer.outbound.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A certificate without its key. */
@Entity
@Table(name = "certificate")
public class CertificateEntity {

    @Id
    public String name;

    @Column(name = "pem_digest")
    public String pemDigest;

    public String fingerprint;

    @Column(name = "secret_name")
    public String secretName;

    @Column(name = "expires_at")
    public Instant expiresAt;
}
