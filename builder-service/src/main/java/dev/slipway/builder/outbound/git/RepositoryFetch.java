package dev.slipway.builder.outbound.git;

import dev.slipway.builder.domain.AllowedRepositories;
import dev.slipway.builder.domain.RemoteRefs;
import dev.slipway.builder.port.SourceUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;

/** Fetches single refs into copies, and looks at all refs. */
final class RepositoryFetch {

    private final Duration silence;
    private final Duration limit;
    private final long maximumBytes;
    private final GitAccess access;
    private final RepositoryHosts hosts;
    private final SSLSocketFactory tls;

    /** @param maximumBytes what a copy may grow to */
    RepositoryFetch(Duration silence, Duration limit, long maximumBytes, GitAccess access, RepositoryHosts hosts) {
        this.silence = silence;
        this.limit = limit;
        this.maximumBytes = maximumBytes;
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
        return refused.isPresent() ? refused : new OneFetch(mirror, url, ref, depth, remote(url)).from(address(url));
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
            transport.setTimeout(Math.toIntExact(silence.toSeconds()));
            Optional<String> unprepared = remote.prepare(transport);
            if (unprepared.isPresent()) {
                return new RemoteRefs.Refused(unprepared.get());
            }
            try (FetchConnection connection = transport.openFetch()) {
                return read.apply(connection.getRefs());
            }
        } catch (NoRemoteRepositoryException e) {
            return new RemoteRefs.Refused(remote.refusal(e).orElse(missing(url)));
        } catch (NotSupportedException e) {
            return new RemoteRefs.Refused("repository " + url + " cannot be read: " + e.getMessage());
        } catch (TransportException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return new RemoteRefs.Refused(remote.refusal(e)
                    .orElseThrow(() -> new SourceUnavailableException(
                            "repository " + url + " did not answer: " + e.getMessage(), e)));
        }
    }

    private static String missing(String url) {
        return "there is no repository " + url + ", or the builder may not see it";
    }

    private Optional<String> hostRefusal(String url) throws IOException {
        return AllowedRepositories.isLocal(url) ? Optional.empty() : hosts.refusal(URI.create(url));
    }

    private Remote remote(String url) {
        if (AllowedRepositories.isLocal(url)) {
            return new LocalRemote();
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

    /** What is special about a way to a repository. */
    interface Remote extends AutoCloseable {

        /** Gives the transport its keys; refused when there are none. */
        Optional<String> prepare(Transport transport) throws IOException;

        /** Why the other side, or we, refused; empty when the connection failed for another reason. */
        Optional<String> refusal(Throwable failure);

        @Override
        default void close() {}
    }

    private static final class LocalRemote implements Remote {

        @Override
        public Optional<String> prepare(Transport transport) {
            return Optional.empty();
        }

        @Override
        public Optional<String> refusal(Throwable failure) {
            return Optional.empty();
        }
    }

    /** One fetch of one ref. */
    private final class OneFetch {

        private final Mirror mirror;
        private final String url;
        private final String ref;
        private final int depth;
        private final Remote remote;

        OneFetch(Mirror mirror, String url, String ref, int depth, Remote remote) {
            this.mirror = mirror;
            this.url = url;
            this.ref = ref;
            this.depth = depth;
            this.remote = remote;
        }

        Optional<String> from(URIish address) throws IOException, InterruptedException {
            FetchProgress progress = new FetchProgress(limit, mirror::bytes, maximumBytes);
            Optional<String> refused = attempt(address, progress);
            if (refused.isPresent() && progress.isTooLarge()) {
                mirror.renew();
            }
            return refused;
        }

        private Optional<String> attempt(URIish address, FetchProgress progress)
                throws IOException, InterruptedException {
            try (remote;
                    Transport transport = Transport.open(mirror.repository(), address)) {
                transport.setTimeout(Math.toIntExact(silence.toSeconds()));
                transport.setObjectChecker(new ObjectChecker());
                if (depth > 0) {
                    transport.setDepth(depth);
                }
                Optional<String> refused = prepare(transport);
                return refused.isPresent() ? refused : fetch(transport, progress);
            } catch (NoRemoteRepositoryException e) {
                return remote.refusal(e).or(() -> Optional.of(missing(url)));
            } catch (NotSupportedException e) {
                return Optional.of("repository " + url + " cannot be read: " + e.getMessage());
            } catch (TransportException e) {
                Optional<String> reason =
                        cancelled(progress).or(() -> remote.refusal(e)).or(() -> damaged(e));
                if (reason.isEmpty()) {
                    throw new SourceUnavailableException("repository " + url + " did not answer: " + e.getMessage(), e);
                }
                return reason;
            }
        }

        private Optional<String> prepare(Transport transport) {
            try {
                return remote.prepare(transport);
            } catch (IOException | UncheckedIOException e) {
                throw new SourceUnavailableException(
                        "the credentials for repository " + url + " cannot be read: " + e.getMessage(), e);
            }
        }

        private Optional<String> fetch(Transport transport, FetchProgress progress)
                throws IOException, InterruptedException {
            try (FetchConnection connection = transport.openFetch(List.of(new RefSpec(ref)))) {
                Ref found = connection.getRef(ref);
                ObjectId target = found == null ? null : found.getObjectId();
                if (found == null || target == null) {
                    return Optional.of("repository " + url + " has no " + ref + "; was it deleted since the push?");
                }
                connection.fetch(progress, List.of(found), Set.of());
                // a fetch that was ended early may return like a complete one
                Optional<String> cancelled = cancelled(progress);
                if (cancelled.isEmpty()) {
                    mirror.follow(ref, target);
                }
                return cancelled;
            }
        }

        private Optional<String> cancelled(FetchProgress progress) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (progress.isTooLarge()) {
                return Optional.of("repository " + url + " is larger than " + (maximumBytes >> 20)
                        + " MiB, the most that is fetched (slipway.builder.git.mirror-space)");
            }
            if (progress.isCancelled()) {
                throw new SourceUnavailableException(
                        "repository " + url + " took longer than " + limit.toSeconds() + " s",
                        new IOException("the fetch was ended"));
            }
            return Optional.empty();
        }

        private Optional<String> damaged(Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof CorruptObjectException) {
                    return Optional.of("repository " + url + " sends objects that Git's own checks refuse ("
                            + cause.getMessage() + "); correct them as 'git fsck' tells");
                }
            }
            return Optional.empty();
        }
    }
}
