package dev.slipway.cli.suite;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for ports that something else listens on, before anything is started. */
final class TakenPorts {

    private static final int COMMAND_CHARACTERS = 60;

    /** A port that is not ours; the holder is a sentence part for people. */
    record Taken(PartPort port, int number, String holder) {}

    private TakenPorts() {}

    static List<Taken> among(List<PartPort> wanted, Ports ports) {
        List<Taken> taken = new ArrayList<>();
        for (PartPort port : wanted) {
            int number = port.number(ports);
            if (!free(port.port(), number)) {
                taken.add(new Taken(port, number, holder(number)));
            }
        }
        return taken;
    }

    /** All at once, with what to set instead. */
    static String message(List<Taken> taken, int base, Path portsFile) {
        String lines = taken.stream()
                .map(one -> "  %-12s wants %5d, taken by %s; other number: %s=%d"
                        .formatted(
                                one.port().key(),
                                one.number(),
                                one.holder(),
                                one.port().port().variable(),
                                elsewhere(one) - one.port().offset()))
                .collect(Collectors.joining(System.lineSeparator()));
        return """
                Ports on 127.0.0.1 that the suite wants are taken; nothing was started.
                %s
                To do: end what holds them, or set the variables above, or edit %s,
                or move all ports together: ./slipway up --port-base 25000""".formatted(lines, portsFile);
    }

    private static int elsewhere(Taken taken) {
        return taken.number() + 10_000 <= 65_535 ? taken.number() + 10_000 : taken.number() - 10_000;
    }

    private static boolean free(Port port, int number) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), number);
        try (ServerSocket tcp = new ServerSocket()) {
            tcp.bind(address);
            if (port.udp()) {
                try (DatagramSocket udp = new DatagramSocket(address)) {
                    return udp.isBound();
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String holder(int number) {
        Set<String> inodes = Stream.of("tcp", "tcp6", "udp", "udp6")
                .flatMap(table -> inodes(Path.of("/proc/net", table), number))
                .collect(Collectors.toSet());
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .filter(process -> holdsAny(process, inodes))
                    .findFirst()
                    .flatMap(TakenPorts::describe)
                    .orElse("a process that is not visible from here");
        } catch (IOException e) {
            return "a process that is not visible from here";
        }
    }

    /** Listening sockets on the port; the columns are those of proc(5). */
    private static Stream<String> inodes(Path table, int number) {
        String suffix = ":%04X".formatted(number);
        try {
            return Files.readAllLines(table).stream()
                    .map(line -> List.of(line.strip().split("\\s+")))
                    .filter(columns -> columns.size() > 9 && columns.get(1).endsWith(suffix))
                    .filter(columns ->
                            columns.get(3).equals("0A") || columns.get(3).equals("07"))
                    .map(columns -> columns.get(9));
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static boolean holdsAny(Path process, Set<String> inodes) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                String target = Files.readSymbolicLink(descriptor).toString();
                if (target.startsWith("socket:[") && inodes.contains(target.substring(8, target.length() - 1))) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<String> describe(Path process) {
        try {
            String command = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ')
                    .strip();
            String shown =
                    command.length() > COMMAND_CHARACTERS ? command.substring(0, COMMAND_CHARACTERS) + "…" : command;
            return Optional.of("process " + process.getFileName() + " (" + shown + ")");
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
