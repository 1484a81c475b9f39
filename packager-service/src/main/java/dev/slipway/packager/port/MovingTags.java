package dev.slipway.packager.port;

import dev.slipway.packager.domain.TagAdvance;

/** Remembers which push each moving tag went to, because a registry does not know which of two images is newer. */
public interface MovingTags {

    /**
     * Asks for a tag, and records the push as its latest when it is granted. Atomic between all replicas. Idempotent:
     * the same push may ask again.
     *
     * @param repository name of the image without host
     * @param owner repository and ref of the source that the tag follows; the first to ask owns the tag
     * @param sequence of the push
     */
    TagAdvance advance(String repository, String tag, String owner, long sequence);
}
