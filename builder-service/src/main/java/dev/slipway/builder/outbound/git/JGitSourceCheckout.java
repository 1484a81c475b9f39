package dev.slipway.builder.outbound.git;

import dev.slipway.artifact.ArchiveLimits;
import dev.slipway.builder.domain.AllowedRepositories;
import dev.slipway.builder.domain.CheckoutResult;
import dev.slipway.builder.domain.Source;
import dev.slipway.builder.port.SourceCheckout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.util.FileUtils;

/** Source by Git: a mirror of each repository, and a fresh tree for each build. */
public final class JGitSourceCheckout implements SourceCheckout {

    /** One more than is shown, so that the last one shown has its parent. */
    private static final int DEPTH = Changes.SHOWN + 1;

    private static final int ALL = 0;

    private final Mirrors mirrors;
    private final AllowedRepositories allowed;
    private final RepositoryFetch fetch;
    private final ArchiveLimits treeLimits;

    /**
     * @param silence how long a repository may say nothing
     * @param fetch how long one fetch may take
     * @param mirrorAge how long a copy is kept that nobody uses
     * @param mirrorBytes of all copies together
     */
    public record Limits(Duration silence, Duration fetch, ArchiveLimits tree, Duration mirrorAge, long mirrorBytes) {}

    public JGitSourceCheckout(Path mirrors, AllowedRepositories allowed, Limits limits, GitAccess access) {
        this(mirrors, allowed, limits, access, InetAddress::getAllByName, Clock.systemUTC());
    }

    JGitSourceCheckout(
            Path mirrors,
            AllowedRepositories allowed,
            Limits limits,
            GitAccess access,
            RepositoryHosts.Lookup lookup,
            Clock clock) {
        NoForeignConfiguration.establish();
        this.mirrors = new Mirrors(mirrors, limits.mirrorAge(), limits.mirrorBytes(), clock);
        this.allowed = allowed;
        this.fetch = new RepositoryFetch(
                limits.silence(), limits.fetch(), limits.mirrorBytes(), access, new RepositoryHosts(access, lookup));
        this.treeLimits = limits.tree();
    }

    @Override
    public CheckoutResult checkOut(Source source, Path target) throws InterruptedException {
        Optional<String> refusal = allowed.refusal(source.repository()).or(() -> refRefusal(source.ref()));
        if (refusal.isPresent()) {
            return new CheckoutResult.Refused(refusal.get());
        }
        try {
            mirrors.sweepNowAndThen();
            try (Mirror mirror = mirrors.open(source.repository())) {
                return checkOut(mirror, source, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> refRefusal(String ref) {
        boolean known = ref.startsWith(Constants.R_HEADS) || ref.startsWith(Constants.R_TAGS);
        return known && Repository.isValidRefName(ref)
                ? Optional.empty()
                : Optional.of("the ref is neither refs/heads/… nor refs/tags/…, or not a valid name");
    }

    private CheckoutResult checkOut(Mirror mirror, Source source, Path target)
            throws IOException, InterruptedException {
        try {
            return fromCopy(mirror, source, target);
        } catch (IOException e) {
            // a copy that a crash damaged, or a repository that lacks something itself: a new copy tells
            mirror.renew();
            FileUtils.delete(target.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
            Files.deleteIfExists(RevisionTree.indexOf(target));
        }
        try {
            return fromCopy(mirror, source, target);
        } catch (MissingObjectException | CorruptObjectException e) {
            return new CheckoutResult.Refused("repository " + source.repository() + " is damaged (" + e.getMessage()
                    + "); correct it as 'git fsck' tells");
        }
    }

    private CheckoutResult fromCopy(Mirror mirror, Source source, Path target)
            throws IOException, InterruptedException {
        Optional<String> missing = ensureFetched(mirror, source);
        if (missing.isPresent()) {
            return new CheckoutResult.Refused(missing.get());
        }
        try (RevWalk walk = new RevWalk(mirror.repository())) {
            RevisionTree tree = new RevisionTree(
                    mirror.repository(),
                    walk.parseCommit(ObjectId.fromString(source.revision())).getTree(),
                    treeLimits);
            Optional<String> problem = tree.inspect();
            if (problem.isEmpty()) {
                problem = tree.write(target);
            }
            return problem.isPresent()
                    ? new CheckoutResult.Refused(problem.get())
                    : new CheckoutResult.CheckedOut(
                            Changes.of(mirror.repository(), source), notices(tree.submodules()));
        }
    }

    /** First the latest history, which nearly every push needs only; all of it for a revision that lies deeper. */
    private Optional<String> ensureFetched(Mirror mirror, Source source) throws IOException, InterruptedException {
        if (mirror.contains(source.ref(), source.revision())) {
            return Optional.empty();
        }
        boolean complete = mirror.isComplete();
        Optional<String> refused = fetch.fetch(mirror, source.repository(), source.ref(), complete ? ALL : DEPTH);
        if (refused.isPresent() || mirror.contains(source.ref(), source.revision())) {
            return refused;
        }
        if (!complete && !mirror.isComplete()) {
            // what was cut off is not sent again for a tip that is here already
            mirror.renew();
            refused = fetch.fetch(mirror, source.repository(), source.ref(), ALL);
            if (refused.isPresent() || mirror.contains(source.ref(), source.revision())) {
                return refused;
            }
        }
        return Optional.of("revision " + source.revision() + " is not part of " + source.ref() + " of "
                + source.repository() + "; was it replaced by a forced push?");
    }

    private static List<String> notices(List<String> submodules) {
        return submodules.isEmpty()
                ? List.of()
                : List.of("submodules are not fetched, their folders are empty: " + RevisionTree.names(submodules)
                        + "; if the build needs them, keep a copy in the repository ('git subtree add') or let"
                        + " build.run fetch them");
    }
}
