package dev.slipway.deployer.outbound.certificate;

import dev.slipway.deployer.port.CertificateIssuer;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.bouncycastle.util.io.pem.PemWriter;

/** Self-signed certificates: ECDSA P-256, 365 days. */
public final class SelfSignedIssuer implements CertificateIssuer {

    private static final Duration VALID = Duration.ofDays(365);

    /** Clocks differ: valid a little before it is made. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final int SERIAL_BITS = 127;

    /** RFC 5280 allows no longer common name; the full one is in the subject alternative name, which is what counts. */
    private static final int LONGEST_COMMON_NAME = 64;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    public SelfSignedIssuer(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Issued issue(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair keys = generator.generateKeyPair();
            Instant expires = clock.instant().plus(VALID);
            X509CertificateHolder certificate = certificate(name, keys, expires);
            return new Issued(
                    pem(new JcaMiscPEMGenerator(certificate)),
                    pem(new JcaPKCS8Generator(keys.getPrivate(), null)),
                    fingerprint(certificate),
                    expires);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot make a certificate for " + name, e);
        }
    }

    private X509CertificateHolder certificate(String name, KeyPair keys, Instant expires)
            throws OperatorCreationException, IOException {
        X500Name subject = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(
                        BCStyle.CN,
                        name.length() <= LONGEST_COMMON_NAME ? name : name.substring(0, LONGEST_COMMON_NAME))
                .build();
        GeneralName[] names = {
            new GeneralName(GeneralName.dNSName, name),
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        };
        return new JcaX509v3CertificateBuilder(
                        subject,
                        new BigInteger(SERIAL_BITS, random),
                        Date.from(clock.instant().minus(BACKDATED)),
                        Date.from(expires),
                        subject,
                        keys.getPublic())
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names))
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
    }

    private static String fingerprint(X509CertificateHolder certificate) throws GeneralSecurityException, IOException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
    }

    private static String pem(PemObjectGenerator object) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString().replace("\r\n", "\n");
    }
}
