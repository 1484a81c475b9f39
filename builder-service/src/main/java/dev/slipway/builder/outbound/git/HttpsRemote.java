package dev.slipway.builder.outbound.git;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;

/** The way by HTTPS: a token for the host that asks for one, and no other host. */
final class HttpsRemote implements Remote {

    private final URI url;
    private final GitAccess access;
    private final HttpsConnections connections;

    HttpsRemote(URI url, GitAccess access, HttpsConnections connections) {
        this.url = url;
        this.access = access;
        this.connections = connections;
    }

    @Override
    public Optional<String> prepare(Transport transport) throws IOException {
        ((TransportHttp) transport).setHttpConnectionFactory(connections);
        transport.setCredentialsProvider(access.token(url));
        return Optional.empty();
    }

    @Override
    public Optional<String> refusal(Throwable failure) {
        InetAddress forbidden = connections.forbidden();
        if (forbidden != null) {
            return Optional.of(RepositoryHosts.refusal(url, forbidden));
        }
        if (connections.isRedirected()) {
            return Optional.of("repository " + url + " answers with a redirect, which is not followed; if "
                    + connections.location() + " is the right address, use it in its place");
        }
        if (isCertificateRefused(failure)) {
            return Optional.of("the certificate of " + url.getHost() + " is not believed, so that repository " + url
                    + " was not asked; an operator names a file with its authority (slipway.builder.git.certificates)");
        }
        return connections.isAccessRefused()
                ? Optional.of("access to repository " + url + " was refused; an operator gives the builder a token that"
                        + " may read it (slipway.builder.git.access)")
                : Optional.empty();
    }

    private static boolean isCertificateRefused(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }
}
