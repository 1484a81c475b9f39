package dev.slipway.deployer.outbound.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.deployer.port.CertificateIssuer.Issued;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfSignedIssuerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final SelfSignedIssuer issuer = new SelfSignedIssuer(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void certificateNamesTheLoadBalancerAndThisMachineForAYear() throws Exception {
        Issued issued = issuer.issue("lb.shop.integration.slipway.test");

        X509Certificate certificate = read(issued.pem());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=lb.shop.integration.slipway.test");
        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(name -> (Object) name.get(1))
                .isEqualTo(List.of("lb.shop.integration.slipway.test", "localhost", "127.0.0.1"));
        assertThat(certificate.getNotAfter().toInstant())
                .isEqualTo(Instant.parse("2027-03-01T12:00:00Z"))
                .isEqualTo(issued.expires());
        certificate.verify(certificate.getPublicKey());
    }

    @Test
    void fingerprintIsWrittenAsOpensslDoes() throws Exception {
        Issued issued = issuer.issue("lb.shop.integration.slipway.test");

        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(read(issued.pem()).getEncoded());
        assertThat(issued.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
        assertThat(HexFormat.ofDelimiter(":").withUpperCase().parseHex(issued.fingerprint()))
                .isEqualTo(hash);
    }

    @Test
    void keyIsNeverPrinted() {
        Issued issued = issuer.issue("a.test");

        assertThat(issued.privateKeyPem()).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(issued.toString()).doesNotContain("PRIVATE", "BEGIN");
    }

    private static X509Certificate read(String pem) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }
}
