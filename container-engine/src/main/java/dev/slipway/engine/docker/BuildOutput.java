package dev.slipway.engine.docker;

import dev.slipway.engine.ImageReference;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the pieces of the classic builder's output together to lines and remembers the instruction at work. */
final class BuildOutput {

    private static final Pattern STEP = Pattern.compile("Step \\d+/\\d+ : (.*)");
    private static final Pattern FROM = Pattern.compile("(?i)FROM\\s+(?:--\\S+\\s+)*(\\S+).*");

    private final Consumer<String> lines;
    private final StringBuilder unfinished = new StringBuilder();
    private String step = "Dockerfile";

    BuildOutput(Consumer<String> lines) {
        this.lines = lines;
    }

    void add(String piece) {
        unfinished.append(piece);
        int start = 0;
        for (int end = unfinished.indexOf("\n"); end >= 0; end = unfinished.indexOf("\n", start)) {
            line(unfinished.substring(start, end));
            start = end + 1;
        }
        unfinished.delete(0, start);
    }

    /** Hands over a last line that has no end. */
    void finish() {
        if (!unfinished.isEmpty()) {
            line(unfinished.toString());
            unfinished.setLength(0);
        }
    }

    private void line(String line) {
        Matcher match = STEP.matcher(line);
        if (match.matches()) {
            step = match.group(1);
        }
        lines.accept(line);
    }

    String step() {
        return step;
    }

    /** The base image an instruction names literally; empty for any other instruction. */
    static Optional<ImageReference> baseOf(String instruction) {
        Matcher match = FROM.matcher(instruction);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ImageReference.parse(match.group(1)));
        } catch (IllegalArgumentException e) {
            // a variable, or an image name the engine has refused already
            return Optional.empty();
        }
    }
}
