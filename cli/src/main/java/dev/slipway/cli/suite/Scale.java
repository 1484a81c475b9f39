package dev.slipway.cli.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How many replicas of each service run: one where nothing else is said.
 *
 * @param replicas only services that have more than one
 */
public record Scale(Map<Service, Integer> replicas) {

    /** One of each. */
    public static final Scale SINGLE = new Scale(Map.of());

    private static final int MOST = 9;
    private static final Pattern WORD = Pattern.compile("(?<service>[a-z-]+)=(?<replicas>[1-" + MOST + "])");

    public Scale {
        replicas = Map.copyOf(replicas);
    }

    /**
     * @param words each {@code SERVICE=NUMBER}, the service as {@code status} names it
     * @throws SuiteException naming the wrong word and what would be right
     */
    public static Scale parse(List<String> words) {
        Map<Service, Integer> replicas = new EnumMap<>(Service.class);
        for (String word : words) {
            Matcher matcher = WORD.matcher(word.strip());
            if (!matcher.matches()) {
                throw wrong(word, "that is not a service and a number");
            }
            Service service = stage(matcher.group("service"))
                    .orElseThrow(() -> wrong(word, "there is no such service that can be scaled"));
            if (replicas.put(service, Integer.parseInt(matcher.group("replicas"))) != null) {
                throw wrong(word, "the " + service.partName() + " is named twice");
            }
        }
        replicas.values().removeIf(number -> number == 1);
        return new Scale(replicas);
    }

    private static SuiteException wrong(String word, String why) {
        return new SuiteException("--scale %s: %s. Wanted: SERVICE=NUMBER with one of %s, and 1 to %d replicas of it."
                .formatted(
                        word,
                        why,
                        Arrays.stream(Service.values())
                                .filter(Scale::scalable)
                                .map(Service::partName)
                                .collect(Collectors.joining(", ")),
                        MOST));
    }

    private static Optional<Service> stage(String partName) {
        return Arrays.stream(Service.values())
                .filter(Scale::scalable)
                .filter(service -> service.partName().equals(partName))
                .findFirst();
    }

    /** People and hooks know one address of the console. */
    private static boolean scalable(Service service) {
        return service != Service.CONSOLE;
    }

    int of(Service service) {
        return replicas.getOrDefault(service, 1);
    }

    /** In the words that {@link #parse} reads. */
    @Override
    public String toString() {
        return Arrays.stream(Service.values())
                .filter(Scale::scalable)
                .map(service -> service.partName() + "=" + of(service))
                .collect(Collectors.joining(","));
    }

    /** What {@link #write} left; one of each when there is no such file. */
    static Scale read(Path file) {
        try {
            return Files.exists(file)
                    ? parse(List.of(Files.readString(file).strip().split(",")))
                    : SINGLE;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    void write(Path file) {
        SuiteFiles.replace(file, (this + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
