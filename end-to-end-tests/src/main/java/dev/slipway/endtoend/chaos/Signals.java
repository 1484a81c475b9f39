package dev.slipway.endtoend.chaos;

import dev.slipway.cli.suite.Shell;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Signals to processes. */
final class Signals {

    private Signals() {}

    static void kill(long pid) throws InterruptedException {
        send("KILL", List.of(pid));
    }

    static void end(long pid) throws InterruptedException {
        send("TERM", List.of(pid));
    }

    /** What ends PostgreSQL at once; told to terminate, it would wait until its last client leaves. */
    static void interrupt(long pid) throws InterruptedException {
        send("INT", List.of(pid));
    }

    static void pause(List<Long> pids) throws InterruptedException {
        send("STOP", pids);
    }

    static void resume(List<Long> pids) throws InterruptedException {
        send("CONT", pids);
    }

    /** The process and all that it started: PostgreSQL is many processes, and to pause it means to pause them all. */
    static List<Long> family(long pid) {
        return LongStream.concat(
                        LongStream.of(pid),
                        ProcessHandle.of(pid).stream()
                                .flatMap(ProcessHandle::descendants)
                                .mapToLong(ProcessHandle::pid))
                .boxed()
                .toList();
    }

    private static void send(String signal, List<Long> pids) throws InterruptedException {
        String numbers = pids.stream().map(String::valueOf).collect(Collectors.joining(" "));
        Shell.run(List.of("sh", "-c", "kill -" + signal + " " + numbers));
    }
}
