package dev.slipway.cli.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One process, told from a later one with the same number by the time it started.
 *
 * @param pid process number
 * @param startedTicks clock ticks between the start of the machine and that of the process
 */
record ProcessIdentity(long pid, long startedTicks) {

    private static final int STATE = 0;
    private static final int START_TIME = 19;

    /** The process that has this number now; a zombie counts as gone. */
    static Optional<ProcessIdentity> of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            // The second field is the program's name in parentheses and may hold anything, so fields are counted
            // behind its end: proc_pid_stat(5).
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            return fields.get(STATE).equals("Z")
                    ? Optional.empty()
                    : Optional.of(new ProcessIdentity(pid, Long.parseLong(fields.get(START_TIME))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean alive() {
        return of(pid).filter(this::equals).isPresent();
    }
}
