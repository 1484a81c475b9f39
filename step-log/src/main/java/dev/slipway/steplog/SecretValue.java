package dev.slipway.steplog;

import java.nio.charset.StandardCharsets;

/** A secret on its way from its file to the container that may read it; nothing that prints objects shows it. */
public final class SecretValue {

    private final String text;

    public SecretValue(String text) {
        this.text = text;
    }

    /** The value itself, as the file holds it: for masks, and for the file in a container. */
    public String reveal() {
        return text;
    }

    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return SecretMask.MASK;
    }
}
