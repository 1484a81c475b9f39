package dev.slipway.builder.outbound.git;

import dev.slipway.builder.port.SourceUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;

/** One fetch of one ref. */
final class RefFetch {

    /**
     * @param silence how long a repository may say nothing
     * @param whole how long the fetch may take
     * @param bytes what the copy may grow to
     */
    record Limits(Duration silence, Duration whole, long bytes) {}

    private final Mirror mirror;
    private final String url;
    private final String ref;
    private final int depth;
    private final Remote remote;
    private final Limits limits;

    RefFetch(Mirror mirror, String url, String ref, int depth, Remote remote, Limits limits) {
        this.mirror = mirror;
        this.url = url;
        this.ref = ref;
        this.depth = depth;
        this.remote = remote;
        this.limits = limits;
    }

    Optional<String> from(URIish address) throws IOException, InterruptedException {
        FetchProgress progress = new FetchProgress(limits.whole, mirror::bytes, limits.bytes);
        Optional<String> refused = attempt(address, progress);
        if (refused.isPresent() && progress.isTooLarge()) {
            mirror.renew();
        }
        return refused;
    }

    private Optional<String> attempt(URIish address, FetchProgress progress) throws IOException, InterruptedException {
        try (remote;
                Transport transport = Transport.open(mirror.repository(), address)) {
            transport.setTimeout(Math.toIntExact(limits.silence.toSeconds()));
            transport.setObjectChecker(new ObjectChecker());
            if (depth > 0) {
                transport.setDepth(depth);
            }
            Optional<String> refused = remote.prepared(transport, url);
            return refused.isPresent() ? refused : fetch(transport, progress);
        } catch (NotSupportedException | TransportException e) {
            Optional<String> reason =
                    cancelled(progress).or(() -> remote.explained(e, url)).or(() -> damaged(e));
            if (reason.isEmpty()) {
                throw RepositoryFetch.noAnswer(url, e);
            }
            return reason;
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
            return Optional.of("repository " + url + " is larger than " + (limits.bytes >> 20)
                    + " MiB, the most that is fetched (slipway.builder.git.mirror-space)");
        }
        if (progress.isCancelled()) {
            throw new SourceUnavailableException(
                    "repository " + url + " took longer than " + limits.whole.toSeconds() + " s",
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
