package dev.slipway.endtoend.chaos.checker;

import java.util.stream.Stream;

/** One promise, checked against everything that was seen. */
@FunctionalInterface
interface Invariant {

    Stream<Violation> broken(History history, Timeline timeline);
}
