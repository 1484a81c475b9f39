package dev.slipway.packager.domain;

import dev.slipway.events.PipelineRun;
import java.util.Optional;

/**
 * Which tags a tested image gets. Tags are names for people; between stages only digests travel.
 *
 * <table>
 *   <caption>by what was pushed</caption>
 *   <tr><th>ref</th><th>version</th><th>permanent</th><th>moving</th></tr>
 *   <tr><td>refs/heads/develop</td><td>develop-14</td><td>develop-14</td><td>develop</td></tr>
 *   <tr><td>refs/heads/feature/MSP-123</td><td>feature/MSP-123-2</td><td>feature-MSP-123-2</td><td>feature-MSP-123</td></tr>
 *   <tr><td>refs/tags/v1.1</td><td>v1.1</td><td>v1.1</td><td>none</td></tr>
 * </table>
 *
 * @param permanent never given to a second image
 * @param moving follows its ref forward, by {@link PipelineRun#sequence()}
 */
public record TagPlan(String permanent, Optional<String> moving) {

    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";
    /** What a registry allows, see the grammar of {@code reference} in the OCI distribution specification. */
    private static final int LONGEST = 128;

    public static TagPlan of(PipelineRun run) {
        if (run.ref().startsWith(HEADS)) {
            return new TagPlan(asTag(run.version()), Optional.of(asTag(run.ref().substring(HEADS.length()))));
        }
        return new TagPlan(asTag(run.ref().replaceFirst("^" + TAGS, "")), Optional.empty());
    }

    /** The tag under which the newest image of the same ref is found, if there is one. */
    public String latest() {
        return moving.orElse(permanent);
    }

    /** A name as a valid tag: what a tag cannot hold becomes a dash, and of a long name the end stays. */
    static String asTag(String name) {
        String tag = name.replaceAll("[^A-Za-z0-9_.-]", "-");
        if (tag.length() > LONGEST) {
            tag = tag.substring(tag.length() - LONGEST);
        }
        return tag.matches("[.-].*") || tag.isEmpty() ? "_" + tag.substring(Math.min(1, tag.length())) : tag;
    }
}
