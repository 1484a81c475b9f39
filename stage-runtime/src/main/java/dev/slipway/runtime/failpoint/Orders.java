package dev.slipway.runtime.failpoint;

import dev.slipway.events.PipelineRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A folder of orders. {@code SERVICE-REVISION} holds one line, {@code halt|pause|throw POINT}; it is renamed to
 * {@code ….done} before it is carried out, so that neither the restarted process nor a replica does it again. The points
 * that a run passed are appended to {@code ….passed}, one a line.
 */
final class Orders {

    private static final int KILLED = 137;

    private final Path directory;
    private final String service;
    private final Duration pause;

    Orders(Path directory, String service, Duration pause) {
        this.directory = directory;
        this.service = service;
        this.pause = pause;
    }

    void carryOut(String point, PipelineRun run) {
        String name = service + "-" + run.revision();
        try {
            Files.writeString(
                    directory.resolve(name + ".passed"),
                    point + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            String[] order = read(directory.resolve(name)).strip().split(" ", 2);
            if (order.length == 2 && order[1].equals(point) && taken(name)) {
                obey(order[0], point);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the orders for " + name, e);
        }
    }

    private void obey(String kind, String point) throws IOException {
        switch (kind) {
            case "halt" -> Runtime.getRuntime().halt(KILLED);
            case "pause" -> stopProcess();
            case "throw" -> throw new FailpointException(point);
            default -> throw new IllegalArgumentException("an order is halt, pause or throw, found " + kind);
        }
    }

    /** Stops every thread of this process, the one that renews leases too, as SIGSTOP from outside does. */
    private void stopProcess() throws IOException {
        String script = "kill -STOP $1; sleep $2; kill -CONT $1";
        Process stopping = new ProcessBuilder(
                        "sh",
                        "-c",
                        script,
                        "sh",
                        Long.toString(ProcessHandle.current().pid()),
                        Double.toString(pause.toMillis() / 1000.0))
                .start();
        stopping.onExit().join();
    }

    private boolean taken(String name) throws IOException {
        try {
            Files.move(directory.resolve(name), directory.resolve(name + ".done"));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
