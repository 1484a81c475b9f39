package dev.slipway.engine;

import java.time.Duration;

/** How an image build ended. */
public sealed interface ImageBuild {

    /** @param imageId see {@link ImageDetails#id} */
    record Built(String imageId) implements ImageBuild {}

    /**
     * The Dockerfile or one of its commands is at fault: the user's matter.
     *
     * @param step the failing instruction as written, such as {@code RUN make}; the whole file when it has a mistake
     * @param message the engine's own words
     */
    record Failed(String step, String message) implements ImageBuild {}

    /** The build outlived its limit and was cancelled. */
    record TimeLimitExceeded(Duration limit) implements ImageBuild {}
}
