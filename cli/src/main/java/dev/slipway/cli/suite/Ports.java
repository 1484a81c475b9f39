package dev.slipway.cli.suite;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The port numbers of one suite. Each is taken from the first of: its environment variable, the base asked for, {@code
 * ports.properties} in the state directory (where {@code up} remembers its choice), its default.
 */
public final class Ports {

    private static final int HIGHEST = 65535;

    private final Map<Port, Integer> numbers;

    private Ports(Map<Port, Integer> numbers) {
        this.numbers = numbers;
    }

    /**
     * @param file need not exist
     * @param base moves all defaults, and what the file says is forgotten
     * @throws SuiteException naming every wrong value at once
     */
    public static Ports resolve(Path file, Map<String, String> environment, @Nullable Integer base) {
        Properties remembered = base == null ? read(file) : new Properties();
        Map<Port, Integer> numbers = new EnumMap<>(Port.class);
        List<String> mistakes = new ArrayList<>();
        for (Port port : Port.values()) {
            String wanted = environment.get(port.variable());
            String origin = port.variable();
            if (wanted == null) {
                wanted = remembered.getProperty(port.key());
                origin = port.key() + " in " + file;
            }
            int number = wanted == null ? port.number(base == null ? Port.DEFAULT_BASE : base) : parse(wanted);
            if (number < 1 || number > HIGHEST) {
                mistakes.add("%s is %s, wanted a port number from 1 to %d"
                        .formatted(wanted == null ? "--port-base" : origin, wanted == null ? base : wanted, HIGHEST));
            }
            numbers.put(port, number);
        }
        mistakes.addAll(doubles(numbers));
        if (!mistakes.isEmpty()) {
            throw new SuiteException(String.join(System.lineSeparator(), mistakes));
        }
        return new Ports(numbers);
    }

    private static List<String> doubles(Map<Port, Integer> numbers) {
        return numbers.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue,
                        Collectors.mapping(entry -> entry.getKey().key(), Collectors.toList())))
                .entrySet()
                .stream()
                .filter(used -> used.getValue().size() > 1)
                .map(used -> "port %d is given to %s: each needs one of its own"
                        .formatted(used.getKey(), String.join(" and ", used.getValue())))
                .toList();
    }

    private static int parse(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
        }
        return properties;
    }

    public int of(Port port) {
        Integer number = numbers.get(port);
        if (number == null) {
            throw new IllegalStateException("no number for " + port);
        }
        return number;
    }

    /** {@code 127.0.0.1:number} */
    public String address(Port port) {
        return "127.0.0.1:" + of(port);
    }

    /** Remembers the numbers for the commands that follow. */
    void write(Path file) {
        String lines = numbers.entrySet().stream()
                .map(entry -> entry.getKey().key() + "=" + entry.getValue())
                .collect(Collectors.joining("\n", "# Ports on 127.0.0.1. Edit while the suite is down.\n", "\n"));
        SuiteFiles.replace(file, lines.getBytes(StandardCharsets.UTF_8));
    }
}
