package dev.slipway.builder.outbound.git;

import dev.slipway.builder.domain.AllowedRepositories;
import dev.slipway.builder.domain.RemoteRefs;
import dev.slipway.builder.port.SourceUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;

/** Fetches single refs into copies, and looks at all refs. */
final class RepositoryFetch {

    private final RefFetch.Limits limits;
    private final GitAccess access;
    private final RepositoryHosts hosts;
    private final SSLSocketFactory tls;

    /** @param maximumBytes what a copy may grow to */
    RepositoryFetch(Duration silence, Duration limit, long maximumBytes, GitAccess access, RepositoryHosts hosts) {
        this.limits = new RefFetch.Limits(silence, limit, maximumBytes);
        this.access = access;
        this.hosts = hosts;
        this.tls = TrustedAuthorities.with(access.certificates());
    }

    /**
     * @param depth commits from the ref's tip on; 0 for all
     * @return why the user's repository or ref cannot be had; empty when the mirror has it now
     */
    Optional<String> fetch(Mirror mirror, String url, String ref, int depth) throws IOException, InterruptedException {
        Optional<String> refused = hostRefusal(url);
        return refused.isPresent()
                ? refused
                : new RefFetch(mirror, url, ref, depth, remote(url), limits).from(address(url));
    }

    /** Lets {@code read} see every ref that the repository advertises. */
    RemoteRefs list(String url, Function<Collection<Ref>, RemoteRefs> read) throws IOException, InterruptedException {
        Optional<String> refused = hostRefusal(url);
        if (refused.isPresent()) {
            return new RemoteRefs.Refused(refused.get());
        }
        Remote remote = remote(url);
        try (remote;
                Transport transport = Transport.open(address(url))) {
            transport.setTimeout(Math.toIntExact(limits.silence().toSeconds()));
            Optional<String> unprepared = remote.prepared(transport, url);
            if (unprepared.isPresent()) {
                return new RemoteRefs.Refused(unprepared.get());
            }
            try (FetchConnection connection = transport.openFetch()) {
                return read.apply(connection.getRefs());
            }
        } catch (NotSupportedException | TransportException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return new RemoteRefs.Refused(remote.explained(e, url).orElseThrow(() -> noAnswer(url, e)));
        }
    }

    static SourceUnavailableException noAnswer(String url, IOException failure) {
        return new SourceUnavailableException(
                "repository " + url + " did not answer: " + failure.getMessage(), failure);
    }

    private Optional<String> hostRefusal(String url) throws IOException {
        return AllowedRepositories.isLocal(url) ? Optional.empty() : hosts.refusal(URI.create(url));
    }

    private Remote remote(String url) {
        if (AllowedRepositories.isLocal(url)) {
            return Remote.LOCAL;
        }
        URI address = URI.create(url);
        return url.startsWith("ssh:")
                ? new SshRemote(address, access)
                : new HttpsRemote(address, access, new HttpsConnections(address, hosts, tls));
    }

    private static URIish address(String url) throws IOException {
        return uri(
                AllowedRepositories.isLocal(url)
                        ? AllowedRepositories.localFolder(url).toString()
                        : url);
    }

    private static URIish uri(String text) {
        try {
            return new URIish(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL: " + text, e);
        }
    }
}
