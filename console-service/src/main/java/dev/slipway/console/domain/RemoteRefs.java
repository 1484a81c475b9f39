package dev.slipway.console.domain;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The branches and tags of a repository, as it has them now.
 *
 * @param url clone URL
 * @param defaultRef the branch that people get who name none; absent when the repository has none
 */
public record RemoteRefs(String url, @Nullable String defaultRef, List<RemoteRef> all) {

    private static final int NEAR = 5;
    private static final String NO_DEFAULT = "a branch or tag, because the repository has no default branch";

    public RemoteRefs {
        all = List.copyOf(all);
    }

    /**
     * One branch or tag.
     *
     * @param name full name
     * @param target what it points to: a commit, or an annotated tag
     * @param commit what it stands for in the end
     */
    public record RemoteRef(String name, String target, String commit) {

        public boolean isTag() {
            return name.startsWith("refs/tags/");
        }

        /** Whether the ref is known to be where it is, by either of the ids that forges and hooks tell. */
        public boolean isAt(@Nullable String known) {
            return target.equals(known) || commit.equals(known);
        }

        public String shortName() {
            return name.replaceFirst("^refs/(heads|tags)/", "");
        }
    }

    /** What a wish came to. */
    public sealed interface Resolved {

        record Found(String ref, String revision) implements Resolved {}

        record NotFound(Problem problem) implements Resolved {}
    }

    /**
     * The ref and commit that somebody means.
     *
     * @param wanted branch or tag, short or full name; a branch is meant where a tag has the same name; absent for the ref
     *     that the revision is the head of, or else the default branch
     * @param revision a commit of the ref; absent for its newest. Whether the ref contains it is seen when it is fetched
     */
    public Resolved resolve(@Nullable String wanted, @Nullable String revision) {
        if (wanted == null) {
            String ref = headedBy(revision).orElse(defaultRef);
            return ref == null ? notFound("nothing", NO_DEFAULT) : resolve(ref, revision);
        }
        return Stream.of(wanted, "refs/heads/" + wanted, "refs/tags/" + wanted)
                .flatMap(name -> named(name).stream())
                .findFirst()
                .<Resolved>map(ref -> new Resolved.Found(ref.name(), revision == null ? ref.commit() : revision))
                .orElseGet(() -> notFound(wanted, "a branch or tag of " + url + "; " + near(wanted)));
    }

    /** Tags whose short name fits a pattern such as {@code v*}, newest version first. */
    public List<RemoteRef> tags(String pattern) {
        Pattern fits = Pattern.compile(
                Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
        return all.stream()
                .filter(RemoteRef::isTag)
                .filter(ref -> fits.matcher(ref.shortName()).matches())
                .sorted(Comparator.comparing(RemoteRef::shortName, VersionOrder.OLDEST_FIRST.reversed()))
                .toList();
    }

    /** Branches by name, the default branch first. */
    public List<RemoteRef> branches() {
        return all.stream()
                .filter(ref -> !ref.isTag())
                .sorted(Comparator.comparing((RemoteRef ref) -> !ref.name().equals(defaultRef))
                        .thenComparing(RemoteRef::name))
                .toList();
    }

    private Optional<String> headedBy(@Nullable String revision) {
        return branches().stream()
                .filter(ref -> ref.commit().equals(revision))
                .map(RemoteRef::name)
                .findFirst();
    }

    private Optional<RemoteRef> named(String name) {
        return all.stream().filter(ref -> ref.name().equals(name)).findFirst();
    }

    private static Resolved notFound(String found, String wanted) {
        return new Resolved.NotFound(new Problem("ref", found, wanted));
    }

    private String near(String wanted) {
        if (all.isEmpty()) {
            return "it has no branches and no tags at all";
        }
        String name = wanted.replaceFirst("^refs/(heads|tags)/", "");
        return "it has "
                + all.stream()
                        .map(RemoteRef::shortName)
                        .distinct()
                        .sorted(Comparator.comparingInt(known -> EditDistance.between(known, name)))
                        .limit(NEAR)
                        .collect(Collectors.joining(", "));
    }
}
