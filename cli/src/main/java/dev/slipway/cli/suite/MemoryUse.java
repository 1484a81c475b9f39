package dev.slipway.cli.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Physical memory of a process and all its descendants, in bytes; 0 when it is gone.
 *
 * @param proportional each page divided by the number of processes that share it (PSS): the only figure whose sum over
 *     several processes is what they cost together
 * @param resident each page counted in full by everybody who maps it (RSS)
 */
public record MemoryUse(long proportional, long resident) {

    public static final MemoryUse NONE = new MemoryUse(0, 0);

    private static final long KIBIBYTE = 1024;

    /** Of each part by its name, the supervisor last; nothing for what runs on another machine's engine. */
    public static Map<String, MemoryUse> of(SuiteReport report) {
        Map<String, MemoryUse> memory = new LinkedHashMap<>();
        Set<Long> processes = new HashSet<>();
        for (SuiteReport.PartReport part : report.parts()) {
            if (part.pid() == null) {
                memory.put(part.name(), NONE);
            } else {
                processes.add(part.pid());
                memory.put(part.name(), ofTree(part.pid(), Set.of()));
            }
        }
        memory.put(Suite.SUPERVISOR, ofTree(report.supervisor(), processes));
        return memory;
    }

    /** @param except descendants that are counted elsewhere, with everything below them */
    static MemoryUse ofTree(long pid, Set<Long> except) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .filter(child -> !except.contains(child))
                .map(child -> ofTree(child, except))
                .reduce(ofOne(pid), MemoryUse::plus);
    }

    public MemoryUse plus(MemoryUse other) {
        return new MemoryUse(proportional + other.proportional, resident + other.resident);
    }

    private static MemoryUse ofOne(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        long resident = bytes(process.resolve("status"), "VmRSS:");
        long proportional = bytes(process.resolve("smaps_rollup"), "Pss:");
        // Another user's process shows only its resident memory.
        return new MemoryUse(proportional == 0 ? resident : proportional, resident);
    }

    private static long bytes(Path file, String key) {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            return lines.stream()
                    .filter(line -> line.startsWith(key))
                    .mapToLong(line -> KIBIBYTE * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
