package dev.slipway.events;

/**
 * The certificate a load balancer presents; its private key never leaves the deployer.
 *
 * @param pem where the certificate in PEM form is kept in the artifact store
 * @param fingerprint SHA-256 over the DER form, upper-case hexadecimal pairs joined by colons, as
 *     {@code openssl x509 -fingerprint -sha256} prints it
 */
public record CertificateReference(Digest pem, String fingerprint) {}
