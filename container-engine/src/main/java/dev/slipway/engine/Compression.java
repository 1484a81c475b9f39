package dev.slipway.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;

/**
 * Refuses compressed archives by the same magic numbers by which an engine would decide to decompress them.
 *
 * @see <a href="https://github.com/moby/moby/blob/v20.10.24/pkg/archive/archive.go">DetectCompression</a>
 */
public final class Compression {

    private static final byte[][] MAGIC = {
        {0x1F, (byte) 0x8B, 0x08},
        {0x42, 0x5A, 0x68},
        {(byte) 0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00},
        {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD}
    };
    private static final int LONGEST = 6;

    private Compression() {}

    /**
     * @return a stream with the same bytes, of which none is lost
     * @throws IllegalArgumentException when they are the beginning of a compressed archive
     */
    public static InputStream refuse(InputStream archive) throws IOException {
        PushbackInputStream peeked = new PushbackInputStream(archive, LONGEST);
        byte[] head = peeked.readNBytes(LONGEST);
        for (byte[] magic : MAGIC) {
            if (startsWith(head, magic)) {
                throw new IllegalArgumentException("the archive is compressed; only plain tar may enter a container");
            }
        }
        peeked.unread(head);
        return peeked;
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}
