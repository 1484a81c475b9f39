package dev.slipway.deployer.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names for things that cannot be changed once made: another content gets another name. */
final class VersionedName {

    /** Swarm refuses longer names of configs and secrets than 64 characters. */
    private static final int PREFIX = 40;

    private static final int HASH = 16;

    private VersionedName() {}

    static String of(String prefix, String content) {
        String shown = prefix.length() <= PREFIX ? prefix : prefix.substring(0, PREFIX);
        return shown + "-" + sha256(prefix + "\n" + content).substring(0, HASH);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
