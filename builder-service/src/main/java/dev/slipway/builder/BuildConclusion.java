package dev.slipway.builder;

import dev.slipway.engine.ContainerExit;
import dev.slipway.events.Failure;
import dev.slipway.events.Outcome;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the end of a build container means for the person who pushed. */
final class BuildConclusion {

    private BuildConclusion() {}

    /** How a build that was not successful is explained; {@code exit} is neither a success nor lost. */
    static Failure failure(ContainerExit exit, BuildPlan plan, OutputTail tail) {
        return switch (exit) {
            case ContainerExit.Exited(int code) ->
                failed(tail, code, "'" + tail.step() + "' ended with exit code " + code);
            case ContainerExit.OutOfMemory(int code) ->
                failed(
                        tail,
                        code,
                        "the build needed more than its memory limit of "
                                + mebibytes(plan.limits().memoryBytes()) + "; raise components." + plan.component()
                                + ".build.memory in slipway.yml");
            case ContainerExit.TimeLimitExceeded(Duration limit) ->
                failed(
                        tail,
                        null,
                        "the build took longer than its time limit of " + words(limit) + "; raise components."
                                + plan.component() + ".build.timeout in slipway.yml");
            case ContainerExit.CannotStart(int code, String message) ->
                failed(tail, code, "image " + plan.image() + " cannot run 'sh': " + message);
            case ContainerExit.Lost(ContainerExit.Reason reason) ->
                throw new IllegalArgumentException("a lost container says nothing about the build: " + reason);
        };
    }

    static boolean isSuccess(ContainerExit exit) {
        return exit instanceof ContainerExit.Exited(int code) && code == 0;
    }

    private static Failure failed(OutputTail tail, @Nullable Integer code, String reason) {
        return new Failure(Outcome.FAILURE, tail.step(), reason, code, tail.lines());
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    private static String words(Duration limit) {
        return limit.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
