package dev.slipway.cli.suite;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Asks again and again, with a limit: for things that tell nobody when they change. */
public final class Await {

    private Await() {}

    /** @return false when the time was over first */
    public static boolean until(Duration limit, Duration every, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            Thread.sleep(every);
        }
        return true;
    }
}
