package dev.slipway.builder.outbound.git;

import dev.slipway.builder.domain.AllowedRepositories;
import dev.slipway.builder.domain.RemoteRefs;
import dev.slipway.builder.domain.RemoteRefs.RemoteRef;
import dev.slipway.builder.port.RefLookup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;

/** Refs by {@code ls-remote}. */
public final class JGitRefLookup implements RefLookup {

    /** What no repository of people has; a list that long is a mistake or an attack. */
    private static final int MOST_REFS = 50_000;

    private static final long NOTHING_IS_KEPT = 0;

    private final AllowedRepositories allowed;
    private final RepositoryFetch fetch;

    /** @param silence how long a repository may say nothing */
    public JGitRefLookup(AllowedRepositories allowed, Duration silence, GitAccess access) {
        NoForeignConfiguration.establish();
        this.allowed = allowed;
        this.fetch = new RepositoryFetch(
                silence, silence, NOTHING_IS_KEPT, access, new RepositoryHosts(access, InetAddress::getAllByName));
    }

    @Override
    public RemoteRefs list(String repository) throws InterruptedException {
        Optional<String> refusal = allowed.refusal(repository);
        if (refusal.isPresent()) {
            return new RemoteRefs.Refused(refusal.get());
        }
        try {
            return fetch.list(repository, advertised -> listed(repository, advertised));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RemoteRefs listed(String repository, Collection<Ref> advertised) {
        if (advertised.size() > MOST_REFS) {
            return new RemoteRefs.Refused("repository " + repository + " has " + advertised.size() + " refs; at most "
                    + MOST_REFS + " are looked at");
        }
        List<RemoteRef> refs = new ArrayList<>();
        String head = null;
        for (Ref ref : advertised) {
            ObjectId target = ref.getObjectId();
            if (ref.getName().equals(Constants.HEAD) && ref.isSymbolic()) {
                head = ref.getTarget().getName();
            } else if (target != null && isBranchOrTag(ref.getName())) {
                ObjectId peeled = ref.getPeeledObjectId();
                refs.add(new RemoteRef(ref.getName(), target.name(), peeled == null ? target.name() : peeled.name()));
            }
        }
        String wanted = head;
        boolean exists = refs.stream().anyMatch(ref -> ref.name().equals(wanted));
        return new RemoteRefs.Listed(exists ? head : null, refs);
    }

    private static boolean isBranchOrTag(String name) {
        return name.startsWith(Constants.R_HEADS) || name.startsWith(Constants.R_TAGS);
    }
}
