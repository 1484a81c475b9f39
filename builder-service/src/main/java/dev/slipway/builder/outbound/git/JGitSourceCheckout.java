package dev.slipway.builder.outbound.git;

import dev.slipway.artifact.ArchiveLimits;
import dev.slipway.builder.domain.AllowedRepositories;
import dev.slipway.builder.domain.CheckoutResult;
import dev.slipway.builder.domain.Source;
import dev.slipway.builder.port.SourceCheckout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** Source by Git: a mirror of each repository, and a fresh tree for each build. */
public final class JGitSourceCheckout implements SourceCheckout {

    private static final int CHANGES_SHOWN = 20;

    private final Path mirrors;
    private final AllowedRepositories allowed;
    private final RepositoryFetch fetch;
    private final ArchiveLimits treeLimits;

    /**
     * @param silence how long a repository may say nothing
     * @param fetch how long one fetch may take
     */
    public record Limits(Duration silence, Duration fetch, ArchiveLimits tree) {}

    /** @param sshDirectory key and known hosts; null when ssh is not to be used */
    public JGitSourceCheckout(Path mirrors, AllowedRepositories allowed, Limits limits, @Nullable Path sshDirectory) {
        NoForeignConfiguration.establish();
        this.mirrors = mirrors;
        this.allowed = allowed;
        this.fetch = new RepositoryFetch(limits.silence(), limits.fetch(), sshDirectory);
        this.treeLimits = limits.tree();
    }

    @Override
    public CheckoutResult checkOut(Source source, Path target) throws InterruptedException {
        Optional<String> refusal = allowed.refusal(source.repository()).or(() -> refRefusal(source.ref()));
        if (refusal.isPresent()) {
            return new CheckoutResult.Refused(refusal.get());
        }
        try (Mirror mirror = Mirror.open(mirrors, source.repository())) {
            Optional<String> missing = ensureFetched(mirror, source);
            return missing.isPresent() ? new CheckoutResult.Refused(missing.get()) : write(mirror, source, target);
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

    private Optional<String> ensureFetched(Mirror mirror, Source source) throws IOException, InterruptedException {
        if (mirror.contains(source.ref(), source.revision())) {
            return Optional.empty();
        }
        Optional<String> refused = fetch.fetch(mirror, source.repository(), source.ref());
        if (refused.isPresent() || mirror.contains(source.ref(), source.revision())) {
            return refused;
        }
        return Optional.of("revision " + source.revision() + " is not part of " + source.ref() + " of "
                + source.repository() + "; was it replaced by a forced push?");
    }

    private CheckoutResult write(Mirror mirror, Source source, Path target) throws IOException {
        try (RevWalk walk = new RevWalk(mirror.repository())) {
            RevCommit revision = walk.parseCommit(ObjectId.fromString(source.revision()));
            Optional<String> problem =
                    new RevisionTree(mirror.repository(), revision.getTree(), treeLimits).write(target);
            return problem.<CheckoutResult>map(CheckoutResult.Refused::new)
                    .orElseGet(() -> new CheckoutResult.CheckedOut(changes(mirror.repository(), source)));
        }
    }

    private static List<String> changes(Repository repository, Source source) {
        List<String> changes = new ArrayList<>();
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(ObjectId.fromString(source.revision())));
            excludeBefore(walk, source.before());
            for (RevCommit commit : walk) {
                if (changes.size() == CHANGES_SHOWN || (source.before() == null && !changes.isEmpty())) {
                    changes.add("…");
                    break;
                }
                changes.add(commit.abbreviate(7).name() + " "
                        + commit.getAuthorIdent().getName() + ": " + commit.getShortMessage());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return changes;
    }

    private static void excludeBefore(RevWalk walk, @Nullable String before) throws IOException {
        if (before == null || !ObjectId.isId(before)) {
            return;
        }
        try {
            walk.markUninteresting(walk.parseCommit(ObjectId.fromString(before)));
        } catch (MissingObjectException e) {
            // replaced by a forced push and never fetched: all of the history counts as new
            return;
        }
    }
}
