package dev.slipway.packager.domain;

import dev.slipway.events.Failure;
import dev.slipway.events.ImageReference;

/** What one attempt to package came to. */
public sealed interface PackagingResult {

    /** The image is in the registry. */
    record Packaged(ImageReference image, String tag) implements PackagingResult {}

    record Failed(Failure failure) implements PackagingResult {}

    static PackagingResult failed(String step, String reason) {
        return new Failed(Failure.failure(step, reason));
    }
}
