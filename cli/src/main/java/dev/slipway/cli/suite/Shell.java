package dev.slipway.cli.suite;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs another program to its end and keeps what it said. */
public final class Shell {

    /**
     * What a program left.
     *
     * @param output standard output and error together, without the last line feed
     */
    public record Result(List<String> command, int exitCode, String output) {

        public boolean succeeded() {
            return exitCode == 0;
        }

        /** @throws SuiteException with the program's own words if it failed */
        public Result orFail(String wanted) {
            if (!succeeded()) {
                throw new SuiteException("%s failed: %s%n%s".formatted(wanted, String.join(" ", command), output));
            }
            return this;
        }
    }

    private Shell() {}

    /** @throws SuiteException if there is no such program */
    public static Result run(List<String> command) throws InterruptedException {
        return run(command, new File("."), Map.of());
    }

    public static Result run(List<String> command, File directory, Map<String, String> environment)
            throws InterruptedException {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            String output;
            try (var stream = process.getInputStream()) {
                output = new String(stream.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
            }
            return new Result(command, process.waitFor(), output);
        } catch (IOException e) {
            throw new SuiteException("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
        }
    }
}
