package dev.slipway.cli.git;

import dev.slipway.cli.suite.Shell;
import dev.slipway.cli.suite.SuiteException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The refs of a repository as {@code git ls-remote} tells them.
 *
 * @param url clone URL
 * @param revisions full ref name to commit; an annotated tag's commit, not its tag object
 * @param defaultRef what HEAD points at, if that exists
 */
public record RemoteRefs(
        String url, Map<String, String> revisions, @Nullable String defaultRef) {

    private static final String PEELED = "^{}";
    private static final String SYMBOLIC = "ref: ";
    private static final int NEAR = 5;

    /** One ref and its commit. */
    public record Resolved(String ref, String revision) {}

    /** @param repository clone URL, or the path of a repository on this machine */
    public static RemoteRefs of(String repository) throws InterruptedException {
        String url = urlOf(repository);
        Shell.Result listed = Shell.run(
                List.of("git", "ls-remote", "--symref", "--", url),
                new File("."),
                Map.of("GIT_TERMINAL_PROMPT", "0", "GIT_SSH_COMMAND", "ssh -o BatchMode=yes -o ConnectTimeout=10"));
        if (!listed.succeeded()) {
            throw new SuiteException("The repository %s was wanted, found: %s%nTo do: check the address and the access."
                    .formatted(url, listed.output().strip()));
        }
        return parse(url, listed.output());
    }

    private static String urlOf(String repository) {
        if (repository.contains("://")) {
            return repository;
        }
        Path path = Path.of(repository).toAbsolutePath().normalize();
        if (!Files.isDirectory(path)) {
            throw new SuiteException(
                    "A repository was wanted, found neither a URL (https://…, ssh://…, file:///…) nor a folder in "
                            + repository);
        }
        return "file://" + path;
    }

    static RemoteRefs parse(String url, String listing) {
        Map<String, String> revisions = new LinkedHashMap<>();
        String defaultRef = null;
        for (String line : listing.lines().toList()) {
            int tab = line.indexOf('\t');
            if (tab < 0) {
                continue;
            }
            String name = line.substring(tab + 1);
            if (line.startsWith(SYMBOLIC) && name.equals("HEAD")) {
                defaultRef = line.substring(SYMBOLIC.length(), tab);
            } else if (name.endsWith(PEELED)) {
                revisions.put(name.substring(0, name.length() - PEELED.length()), line.substring(0, tab));
            } else if (name.startsWith("refs/heads/") || name.startsWith("refs/tags/")) {
                revisions.put(name, line.substring(0, tab));
            }
        }
        return new RemoteRefs(url, revisions, revisions.containsKey(defaultRef) ? defaultRef : null);
    }

    /**
     * @param wanted branch or tag, short or full; absent for the default branch
     * @throws SuiteException naming refs that are called alike
     */
    public Resolved resolve(@Nullable String wanted) {
        if (wanted == null) {
            if (defaultRef == null) {
                throw new SuiteException("%s has no default branch. To do: name one with --ref.%n%s"
                        .formatted(
                                url,
                                known(revisions.keySet().stream().limit(NEAR).toList())));
            }
            return resolve(defaultRef);
        }
        for (String name : List.of(wanted, "refs/heads/" + wanted, "refs/tags/" + wanted)) {
            String revision = revisions.get(name);
            if (revision != null) {
                return new Resolved(name, revision);
            }
        }
        throw new SuiteException(
                "The ref %s was wanted, %s has none of that name.%n%s".formatted(wanted, url, known(near(wanted))));
    }

    private static String known(List<String> names) {
        return names.isEmpty()
                ? "It has no branches and no tags at all."
                : "It has: " + names.stream().map(RemoteRefs::shortName).collect(Collectors.joining(", "));
    }

    private static String shortName(String ref) {
        return ref.replaceFirst("^refs/(heads|tags)/", "");
    }

    private List<String> near(String wanted) {
        return revisions.keySet().stream()
                .sorted(Comparator.comparingInt(name -> distance(shortName(name), shortName(wanted))))
                .limit(NEAR)
                .toList();
    }

    /** Levenshtein's edit distance. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? diagonal : diagonal + 1;
                row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
