package dev.slipway.packager.port;

import dev.slipway.events.Digest;
import java.util.Map;
import java.util.Optional;

/**
 * The registry that images are pushed to. Names are without host, such as {@code demo/auth-service}. Calls may run side
 * by side and are idempotent. All throw {@link RegistryException}; a failed look-up is never an empty answer.
 */
public interface ImageRegistry {

    /**
     * Digest of the manifest that a tag names; empty when the registry has no such repository or tag.
     *
     * @param reference a tag, or a digest to ask whether it is there
     */
    Optional<Digest> find(String repository, String reference);

    /**
     * Labels of an image.
     *
     * @throws RegistryException not retryable when the registry does not have it
     */
    Map<String, String> labels(String repository, Digest image);

    /**
     * Makes {@code tag} name an image that the registry has, whatever it named before. Nothing is uploaded but the
     * manifest's own bytes, so that the digest stays.
     *
     * @throws RegistryException not retryable when the registry does not have the image
     */
    void tag(String repository, Digest image, String tag);
}
