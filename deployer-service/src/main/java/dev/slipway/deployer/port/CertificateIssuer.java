package dev.slipway.deployer.port;

import java.time.Instant;

/** Makes certificates with keys of their own. Every call makes a new one. */
public interface CertificateIssuer {

    /**
     * @param pem the certificate
     * @param privateKeyPem its key: hand it to the orchestrator's secret, keep it nowhere
     * @param fingerprint SHA-256, upper-case hexadecimal pairs joined by colons
     */
    record Issued(String pem, String privateKeyPem, String fingerprint, Instant expires) {

        /** Without the key. */
        @Override
        public String toString() {
            return "Issued[" + fingerprint + ", expires " + expires + "]";
        }
    }

    /** @param name DNS name for which it is valid, beside the loopback names of this machine */
    Issued issue(String name);
}
