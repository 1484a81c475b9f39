package dev.slipway.events;

/**
 * An image by content, never by tag.
 *
 * @param name registry host and repository, e.g. {@code registry.example.com/acme/go-auth}
 * @param digest digest of the image's manifest
 */
public record ImageReference(String name, Digest digest) {

    /** The form that every engine can pull: {@code name@sha256:…}. */
    public String pullable() {
        return name + "@" + digest;
    }
}
