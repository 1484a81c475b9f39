package dev.slipway.packager.port;

import dev.slipway.events.Digest;
import dev.slipway.packager.domain.Attestation;
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

    /**
     * Keeps an attestation beside an image: found through the registry's referrers API, or, where it has none, through the
     * tag {@code sha256-<hex>}. The same attestation again changes nothing.
     *
     * @return digest of the manifest that holds it
     * @throws RegistryException not retryable when the registry does not have the image
     */
    Digest attach(String repository, Digest image, Attestation attestation);
}
