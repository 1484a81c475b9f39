package dev.slipway.cli.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;

/**
 * The numbers that Linux lends to outgoing connections ({@code net.ipv4.ip_local_port_range}, ip(7)). A part that listens
 * on one of them finds it taken now and then when it is started again.
 */
record LentPorts(int first, int last) {

    private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    /** Empty where the kernel does not say. */
    static Optional<LentPorts> ofThisMachine() {
        // Below /proc/sys everything comes with the first read; a second one finds the end.
        try (BufferedReader range = Files.newBufferedReader(RANGE)) {
            return Optional.ofNullable(range.readLine()).map(LentPorts::parse);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** @param line two numbers and white space */
    static LentPorts parse(String line) {
        Scanner numbers = new Scanner(line);
        return new LentPorts(numbers.nextInt(), numbers.nextInt());
    }

    /** What to tell a person; empty when none of the suite's ports is lent. */
    Optional<String> warning(Ports ports) {
        List<String> lent = List.of(Port.values()).stream()
                .filter(port -> ports.of(port) >= first && ports.of(port) <= last)
                .map(port -> port.key() + " " + ports.of(port))
                .toList();
        return lent.isEmpty()
                ? Optional.empty()
                : Optional.of("""
                This machine lends the ports %d to %d to outgoing connections, so a part that starts again may find its own
                taken: %s. Better: ./slipway up --port-base %d""".formatted(first, last, String.join(", ", lent), Port.DEFAULT_BASE));
    }
}
