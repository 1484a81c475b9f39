package dev.slipway.cli.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the suite's Java processes are started on one machine: small heaps, quick starts (measured: docs/operations.md). */
final class Jvm {

    private static final List<String> FRUGAL =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:+ExitOnOutOfMemoryError");
    private static final String SERVICE_HEAP = "-Xmx160m";
    private static final String BROKER_HEAP = "-Xmx256m";
    private static final String SUPERVISOR_HEAP = "-Xmx96m";

    private Jvm() {}

    private static List<String> java(String heap) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(heap);
        command.addAll(FRUGAL);
        return command;
    }

    static List<String> service() {
        return java(SERVICE_HEAP);
    }

    static List<String> broker() {
        return java(BROKER_HEAP);
    }

    static List<String> supervisor() {
        return java(SUPERVISOR_HEAP);
    }
}
