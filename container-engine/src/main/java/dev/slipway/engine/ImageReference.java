package dev.slipway.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Name of an image: {@code [registry/]repository[:tag][@digest]}, for example
 * {@code localhost:5000/acme/go-auth:v1.1@sha256:…}.
 *
 * @param registry host with optional port; null means the engine's default registry
 * @param tag null when absent; {@link #tagOrLatest} gives what the engine assumes then
 * @param digest {@code sha256:} + 64 hex; null when absent
 * @see <a href="https://github.com/distribution/reference/blob/main/reference.go">grammar</a>
 */
public record ImageReference(
        @Nullable String registry,
        String repository,
        @Nullable String tag,
        @Nullable String digest) {

    private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final Pattern REFERENCE = Pattern.compile(
            "(?:(?<registry>[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]+)?|\\[[0-9a-fA-F:]+](?::[0-9]+)?)/)??"
                    + "(?<repository>" + COMPONENT + "(?:/" + COMPONENT + ")*)"
                    + "(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?"
                    + "(?:@(?<digest>sha256:[0-9a-f]{64}))?");
    private static final int NAME_LIMIT = 255;

    public ImageReference {
        String written = write(registry, repository, tag, digest);
        if (repository.length() > NAME_LIMIT || !REFERENCE.matcher(written).matches()) {
            throw new IllegalArgumentException("not an image reference: '" + written + "'");
        }
    }

    /** @throws IllegalArgumentException when the text is not an image reference */
    public static ImageReference parse(String text) {
        Matcher match = REFERENCE.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("not an image reference: '" + text + "'");
        }
        String path = match.group("repository");
        String registry = match.group("registry");
        int slash = path.indexOf('/');
        if (registry == null && slash > 0 && looksLikeHost(path.substring(0, slash))) {
            registry = path.substring(0, slash);
            path = path.substring(slash + 1);
        }
        return new ImageReference(registry, path, match.group("tag"), match.group("digest"));
    }

    /** Registry and repository without tag and digest. */
    public String name() {
        return write(registry, repository, null, null);
    }

    public String tagOrLatest() {
        return tag == null ? "latest" : tag;
    }

    public ImageReference withTag(String newTag) {
        return new ImageReference(registry, repository, newTag, null);
    }

    /** The same repository by content: what travels between stages. */
    public ImageReference withDigest(String newDigest) {
        return new ImageReference(registry, repository, null, newDigest);
    }

    @Override
    public String toString() {
        return write(registry, repository, tag, digest);
    }

    private static boolean looksLikeHost(String first) {
        return first.indexOf('.') >= 0 || first.equals("localhost");
    }

    private static String write(
            @Nullable String registry, String repository, @Nullable String tag, @Nullable String digest) {
        return (registry == null ? "" : registry + "/")
                + repository
                + (tag == null ? "" : ":" + tag)
                + (digest == null ? "" : "@" + digest);
    }
}
