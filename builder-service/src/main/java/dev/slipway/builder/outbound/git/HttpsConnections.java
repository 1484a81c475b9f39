package dev.slipway.builder.outbound.git;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Set;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * The HTTPS connections of one fetch. Remembers the last status, which JGit puts into words only, and refuses an address
 * that is no place for repositories after it was connected to and before a byte is sent.
 */
final class HttpsConnections implements HttpConnectionFactory {

    private static final Set<Integer> ACCESS_REFUSED = Set.of(401, 403, 407);
    private static final Set<Integer> REDIRECTED = Set.of(301, 302, 303, 307, 308);
    private static final int LONGEST_SHOWN = 200;

    private final URI repository;
    private final RepositoryHosts hosts;
    private final SSLSocketFactory tls;
    /** One for all requests, so that they share a connection. */
    private final SSLSocketFactory checked = new CheckedTls();

    private volatile int status;
    private volatile @Nullable String location;
    private volatile @Nullable InetAddress forbidden;

    HttpsConnections(URI repository, RepositoryHosts hosts, SSLSocketFactory tls) {
        this.repository = repository;
        this.hosts = hosts;
        this.tls = tls;
    }

    /** Whether the server wants a login or does not accept ours. */
    boolean isAccessRefused() {
        return ACCESS_REFUSED.contains(status);
    }

    /** Whether the server sends us elsewhere: to a host that nobody looked at, and that must not see our token. */
    boolean isRedirected() {
        return REDIRECTED.contains(status);
    }

    /** Where it sends us, as it may be shown: without the question, and without what a terminal would obey. */
    String location() {
        String shown = String.valueOf(location)
                .replaceAll("\\?.*", "")
                .replaceAll("/info/refs$", "")
                .replaceAll("\\p{Cntrl}", "?");
        return shown.length() > LONGEST_SHOWN ? shown.substring(0, LONGEST_SHOWN) + "…" : shown;
    }

    /** The address that was connected to and refused; null when there was none. */
    @Nullable
    InetAddress forbidden() {
        return forbidden;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return create(url, Proxy.NO_PROXY);
    }

    @Override
    public HttpConnection create(URL url, @Nullable Proxy proxy) throws IOException {
        if (proxy == null || proxy.type() == Proxy.Type.DIRECT) {
            return new Recorded(through(checked, url), Proxy.NO_PROXY);
        }
        // the connected address is the proxy's, which decides itself where it goes
        return new Recorded(through(tls, url), proxy);
    }

    private static URL through(SSLSocketFactory tls, URL url) throws MalformedURLException {
        try {
            return URL.of(url.toURI(), new Https(tls));
        } catch (URISyntaxException e) {
            throw new MalformedURLException(e.getMessage());
        }
    }

    private final class Recorded extends JDKHttpConnection {

        Recorded(URL url, Proxy proxy) throws IOException {
            super(url, proxy);
        }

        @Override
        public int getResponseCode() throws IOException {
            status = super.getResponseCode();
            if (isRedirected()) {
                location = getHeaderField("Location");
            }
            return status;
        }
    }

    /** Java's own handler, with a factory of sockets for this connection only. */
    private static final class Https extends URLStreamHandler {

        private final SSLSocketFactory tls;

        Https(SSLSocketFactory tls) {
            this.tls = tls;
        }

        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            return openConnection(url, Proxy.NO_PROXY);
        }

        @Override
        protected URLConnection openConnection(URL url, Proxy proxy) throws IOException {
            URLConnection connection = URI.create(url.toExternalForm()).toURL().openConnection(proxy);
            if (!(connection instanceof HttpsURLConnection https)) {
                throw new ProtocolException("only https is spoken with repositories");
            }
            https.setSSLSocketFactory(tls);
            ((HttpURLConnection) https).setInstanceFollowRedirects(false);
            return https;
        }
    }

    private final class CheckedTls extends SSLSocketFactory {

        /** Called for a socket that is connected: Java makes an unconnected one only where a factory offers it. */
        @Override
        public Socket createSocket(Socket connected, String host, int port, boolean close) throws IOException {
            InetAddress address = connected.getInetAddress();
            if (!hosts.mayTalkTo(address, repository)) {
                forbidden = address;
                throw new ProtocolException(host + " is on " + address.getHostAddress());
            }
            return tls.createSocket(connected, host, port, close);
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw new ProtocolException("unchecked connections are not made");
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            throw new ProtocolException("unchecked connections are not made");
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            throw new ProtocolException("unchecked connections are not made");
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            throw new ProtocolException("unchecked connections are not made");
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return tls.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return tls.getSupportedCipherSuites();
        }
    }
}
