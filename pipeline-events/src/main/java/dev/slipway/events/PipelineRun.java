package dev.slipway.events;

/**
 * The push that all events of one journey share, repeated in each event so that every event can be read alone.
 *
 * @param id one per accepted push or manual start
 * @param repository clone URL of the repository, e.g. {@code https://git.example.com/acme/app.git}
 * @param ref full name of the pushed ref, e.g. {@code refs/heads/develop} or {@code refs/tags/v1.1}
 * @param revision commit id, 40 lower-case hexadecimal characters
 * @param version what people call the result: {@code develop-14} for a branch, the tag's own name for a tag
 * @param sequence position among the accepted pushes of this repository and ref, from 1; the only order that counts
 */
public record PipelineRun(
        PipelineRunId id, String repository, String ref, String revision, String version, long sequence) {

    /** What a commit id looks like: SHA-1 in hexadecimal. */
    public static final String REVISION_PATTERN = "[0-9a-f]{40}";

    public PipelineRun {
        if (revision != null && !revision.matches(REVISION_PATTERN)) {
            throw new IllegalArgumentException("revision must be 40 lower-case hexadecimal characters");
        }
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence starts at 1");
        }
    }
}
