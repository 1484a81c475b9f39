package dev.slipway.engine;

/** Whether an image can be used on the engine. */
public sealed interface ImageAvailability {

    record Present(ImageDetails image) implements ImageAvailability {}

    /**
     * Neither on the engine nor in its registry, or the registry refuses to show it to us: usually a mistyped name.
     */
    record Missing(ImageReference reference) implements ImageAvailability {}
}
