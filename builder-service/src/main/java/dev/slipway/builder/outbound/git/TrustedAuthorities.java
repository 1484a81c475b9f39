package dev.slipway.builder.outbound.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed: Java's authorities, and those of the operator. */
final class TrustedAuthorities {

    private TrustedAuthorities() {}

    /** @throws IllegalArgumentException when the file holds no certificates */
    static SSLSocketFactory with(@Nullable Path file) {
        try {
            if (file == null) {
                return SSLContext.getDefault().getSocketFactory();
            }
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            for (TrustManager manager : managers(null)) {
                for (Certificate known : ((X509TrustManager) manager).getAcceptedIssuers()) {
                    authorities.setCertificateEntry("java-" + authorities.size(), known);
                }
            }
            try (InputStream pem = Files.newInputStream(file)) {
                for (Certificate own : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                    authorities.setCertificateEntry("operator-" + authorities.size(), own);
                }
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(authorities), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "slipway.builder.git.certificates: wanted a file of PEM certificates, found " + file + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static TrustManager[] managers(@Nullable KeyStore authorities) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return factory.getTrustManagers();
    }
}
