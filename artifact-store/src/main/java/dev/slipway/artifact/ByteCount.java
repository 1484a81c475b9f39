package dev.slipway.artifact;

import java.util.Locale;

/** Numbers of bytes for people. */
final class ByteCount {

    private static final String UNITS = "KMGTPE";

    private ByteCount() {}

    /** {@code 812 bytes}, {@code 1.5 GiB}. */
    static String written(long bytes) {
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        var exponent = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        var value = (double) bytes / (1L << (exponent * 10));
        return String.format(Locale.ROOT, "%.1f %siB", value, UNITS.charAt(exponent - 1));
    }
}
