package dev.slipway.tester.domain;

import java.time.Duration;
import java.util.List;

/**
 * How the script ended.
 *
 * @param lastLines of its output, oldest first
 */
public record ScriptResult(End end, List<String> lastLines) {

    public ScriptResult {
        lastLines = List.copyOf(lastLines);
    }

    /** By itself, or not. */
    public sealed interface End {}

    /** By itself. */
    public record Exited(int code) implements End {}

    /** It wanted more memory than its container may have. */
    public record OutOfMemory(int code) implements End {}

    /** @param limit of the whole test */
    public record TimeLimitExceeded(Duration limit) implements End {}

    /** @param reason for people: no such image, no such program */
    public record NeverBegan(String reason) implements End {}
}
