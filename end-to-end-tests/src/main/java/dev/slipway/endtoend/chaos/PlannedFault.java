package dev.slipway.endtoend.chaos;

import dev.slipway.endtoend.chaos.checker.Fault.Kind;
import java.time.Duration;

/**
 * A fault to come.
 *
 * @param at since the beginning
 * @param length how long the part is paused or kept down; zero for a kill
 * @param busy whether to wait a little until the part works on something
 */
record PlannedFault(Duration at, String part, Kind kind, Duration length, boolean busy) {

    PlannedFault(Duration at, String part, Kind kind, Duration length) {
        this(at, part, kind, length, false);
    }

    Duration end() {
        return at.plus(length);
    }
}
