package dev.slipway.tester.domain;

import java.time.Duration;
import java.util.Locale;

/** Values as people write them. */
public final class Words {

    private Words() {}

    /** As in slipway.yml: {@code 10m}, {@code 1m30s}. */
    public static String of(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
