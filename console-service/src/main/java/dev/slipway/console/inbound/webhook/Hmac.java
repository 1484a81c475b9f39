package dev.slipway.console.inbound.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hashes, and their comparison in a time that tells nothing. */
final class Hmac {

    private Hmac() {}

    static byte[] sha256(byte[] secret, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    /** Whether the text is the hash in hexadecimal. */
    static boolean isHex(String presented, byte[] hash) {
        return isSame(presented, HexFormat.of().formatHex(hash));
    }

    static boolean isSame(String presented, String right) {
        return MessageDigest.isEqual(
                presented.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
}
