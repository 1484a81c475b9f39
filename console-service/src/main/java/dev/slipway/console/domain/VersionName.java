package dev.slipway.console.domain;

/**
 * What people call the result of a push. It becomes an image tag, so it only has characters that a tag may have.
 *
 * <pre>
 * refs/heads/develop      14  → develop-14
 * refs/heads/feature/x+y   3  → feature-x-y-3
 * refs/tags/v1.1           1  → v1.1
 * refs/tags/release/1.0    2  → release-1.0
 * </pre>
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pulling-manifests">OCI
 *     distribution specification, tag</a>
 */
public final class VersionName {

    /** A tag has at most 128 characters; the sequence needs up to 20 with its dash. */
    private static final int LONGEST_NAME = 100;

    private VersionName() {}

    public static String of(RefName ref, long sequence) {
        String name = sanitised(ref.shortName());
        return ref.isTag() ? name : name + "-" + sequence;
    }

    private static String sanitised(String name) {
        String allowed = name.replaceAll("[^A-Za-z0-9_.-]", "-");
        // A tag starts with a letter, a digit or an underscore.
        String started = allowed.startsWith(".") || allowed.startsWith("-") ? "_" + allowed : allowed;
        return started.length() <= LONGEST_NAME ? started : started.substring(0, LONGEST_NAME);
    }
}
