package dev.slipway.builder.outbound.git;

import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.jspecify.annotations.Nullable;

/** Remembers the last HTTP status of a transport: JGit puts it into words only. */
final class HttpStatus implements HttpConnectionFactory {

    private volatile int last;

    /** Whether the server wants a login or does not accept ours. */
    boolean isAccessRefused() {
        return last == 401 || last == 403 || last == 407;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return new Recorded(url, null);
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        return new Recorded(url, proxy);
    }

    private final class Recorded extends JDKHttpConnection {

        Recorded(URL url, @Nullable Proxy proxy) throws IOException {
            super(url, proxy == null ? Proxy.NO_PROXY : proxy);
        }

        @Override
        public int getResponseCode() throws IOException {
            last = super.getResponseCode();
            return last;
        }
    }
}
