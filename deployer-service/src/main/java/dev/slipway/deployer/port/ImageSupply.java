package dev.slipway.deployer.port;

/**
 * Sees to it that every node of the orchestrator can run an image, and pins it to its digest. A node that cannot fetch
 * an image wastes ten seconds per replica on trying, also when it has it.
 */
public interface ImageSupply {

    /** What became of an image. */
    sealed interface Supplied {

        /**
         * @param reference {@code name@sha256:…}
         * @param hasHealthCheck whether the image itself says how its health is checked
         */
        record Available(String reference, boolean hasHealthCheck) implements Supplied {}

        /** The image is neither on the engine nor in its registry. */
        record Missing(String image) implements Supplied {}
    }

    /**
     * Idempotent; may take as long as fetching or copying the image. An image that is only on this engine is copied into
     * our registry.
     *
     * @param image as in a stack file, with tag or digest
     * @throws RuntimeException when the engine or a registry does not answer; worth another attempt
     * @throws InterruptedException when told to stop; what was copied stays
     */
    Supplied ensure(String image) throws InterruptedException;
}
