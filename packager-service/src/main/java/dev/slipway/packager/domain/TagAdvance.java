package dev.slipway.packager.domain;

/** Whether a moving tag may go to a push. */
public sealed interface TagAdvance {

    /** It may; the push is recorded as the tag's latest. */
    record Granted() implements TagAdvance {}

    /** @param latest sequence of a newer push that the tag went to */
    record Overtaken(long latest) implements TagAdvance {}

    /** @param owner repository and ref that the tag follows instead */
    record Foreign(String owner) implements TagAdvance {}

    /** Forward and again, never back, and for one ref only. */
    static TagAdvance decide(String owner, long sequence, String knownOwner, long knownSequence) {
        if (!owner.equals(knownOwner)) {
            return new Foreign(knownOwner);
        }
        return sequence < knownSequence ? new Overtaken(knownSequence) : new Granted();
    }
}
