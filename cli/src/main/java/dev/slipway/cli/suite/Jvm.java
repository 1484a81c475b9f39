package dev.slipway.cli.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the suite's Java processes are started on one machine: small, and quick to start (measured: docs/performance.md). */
final class Jvm {

    /** Options that an older JDK does not know are left out by it. */
    private static final List<String> FRUGAL = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            // Keep little more heap than is in use.
            "-Xms16m",
            "-Xmn6m",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=30",
            "-Xshare:auto",
            // Archived classes lie at the same address in every process, otherwise each has a copy of its own.
            "-XX:ArchiveRelocationMode=0",
            "-XX:+ExitOnOutOfMemoryError");

    /** What quarkus-run.jar asks for in its manifest, which a class path does not. */
    private static final List<String> OPENED = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED");

    private static final String SERVICE_HEAP = "-Xmx160m";
    private static final String BROKER_HEAP = "-Xmx128m";
    private static final String SUPERVISOR_HEAP = "-Xmx64m";
    private static final String ARCHIVER_HEAP = "-Xmx512m";

    private Jvm() {}

    private static List<String> java(String heap) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(heap);
        command.addAll(FRUGAL);
        return command;
    }

    static List<String> service() {
        List<String> command = java(SERVICE_HEAP);
        command.addAll(OPENED);
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        return command;
    }

    static List<String> broker() {
        return java(BROKER_HEAP);
    }

    static List<String> supervisor() {
        return java(SUPERVISOR_HEAP);
    }

    /** Turns class lists into an archive for services; collector, object headers and modules must be as theirs. */
    static List<String> archiver() {
        List<String> command = java(ARCHIVER_HEAP);
        command.addAll(OPENED);
        return command;
    }
}
