package dev.slipway.deployer.domain;

import dev.slipway.events.Digest;

/** Names for things that cannot be changed once made: another content gets another name. */
final class VersionedName {

    /** Swarm refuses longer names of configs and secrets than 64 characters. */
    private static final int PREFIX = 40;

    private static final int HASH = 16;

    private VersionedName() {}

    static String of(String prefix, String content) {
        String shown = prefix.length() <= PREFIX ? prefix : prefix.substring(0, PREFIX);
        return shown + "-" + Digest.ofText(prefix + "\n" + content).hex().substring(0, HASH);
    }
}
