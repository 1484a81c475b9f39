package dev.slipway.packager.port;

import dev.slipway.events.Digest;
import dev.slipway.packager.domain.ImageInput;
import dev.slipway.packager.domain.KnownImage;
import java.util.Optional;

/** Remembers which image came of which input. Calls may run side by side and are idempotent. */
public interface KnownImages {

    /**
     * The image that was made of this input; empty when none was. It may be gone from the registry since: ask there.
     *
     * @param repository name of the image without host
     */
    Optional<KnownImage> find(String repository, ImageInput input);

    /** Records what came of an input; the latest counts. */
    void remember(String repository, ImageInput input, Digest image, String version);
}
