package dev.slipway.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Images and registries in memory. A build looks for its {@code FROM} image on the engine and knows no other
 * instruction than FROM, COPY, RUN, LABEL, ENV, USER, EXPOSE, WORKDIR, CMD and ENTRYPOINT; a RUN line succeeds unless
 * {@link #failRun} or {@link #hangRun} named it. Thread-safe.
 */
public final class FakeImageEngine implements ImageEngine {

    private static final List<String> INSTRUCTIONS =
            List.of("FROM", "COPY", "RUN", "LABEL", "ENV", "USER", "EXPOSE", "WORKDIR", "CMD", "ENTRYPOINT");

    private final Map<String, ImageDetails> local = new LinkedHashMap<>();
    private final Map<String, ImageDetails> registry = new LinkedHashMap<>();
    private final Map<String, Integer> failingRuns = new HashMap<>();
    private final List<String> hangingRuns = new ArrayList<>();
    private final Map<String, Map<String, byte[]>> files = new HashMap<>();
    private final Clock clock = Clock.systemUTC();
    private int callsUntilFailure;

    /** Puts an image on the engine. */
    public synchronized void add(String reference) {
        local.put(key(ImageReference.parse(reference)), image(reference, Map.of()));
    }

    public synchronized void failRun(String command, int exitCode) {
        failingRuns.put(command, exitCode);
    }

    /** A build with this command runs into its limit, at once. */
    public synchronized void hangRun(String command) {
        hangingRuns.add(command);
    }

    /** The {@code n}th call of the port from now on fails once; 1 is the next one. */
    public synchronized void failAtCall(int n) {
        callsUntilFailure = n;
    }

    private void call(String operation) {
        if (callsUntilFailure > 0 && --callsUntilFailure == 0) {
            throw new ContainerEngineException(operation, true, "told to fail", null);
        }
    }

    @Override
    public synchronized ImageBuild build(ImageBuildSpec spec, Path context, Consumer<String> output) {
        call("build " + spec.tag());
        String dockerfile;
        try {
            dockerfile = Files.readString(context.resolve(spec.dockerfile()));
        } catch (IOException e) {
            throw new ContainerEngineException("build " + spec.tag(), true, "no " + spec.dockerfile(), e);
        }
        List<String> lines = dockerfile.lines().filter(line -> !line.isBlank()).toList();
        for (String line : lines) {
            if (INSTRUCTIONS.stream().noneMatch(known -> line.startsWith(known + " "))) {
                return new ImageBuild.Failed("Dockerfile", "unknown instruction: " + line);
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            output.accept("Step " + (i + 1) + "/" + lines.size() + " : " + lines.get(i));
            Optional<ImageBuild> end = step(lines.get(i), spec);
            if (end.isPresent()) {
                return end.get();
            }
        }
        ImageDetails built = image(dockerfile + spec.labels() + spec.buildArgs(), spec.labels());
        local.put(key(spec.tag()), built);
        files.put(built.id(), copied(lines, context));
        return new ImageBuild.Built(built.id());
    }

    /** What instructions like {@code COPY file /folder/} bring into the image. */
    private static Map<String, byte[]> copied(List<String> lines, Path context) {
        Map<String, byte[]> copied = new LinkedHashMap<>();
        for (String line : lines) {
            List<String> words = List.of(line.split(" ", -1));
            if (words.size() == 3
                    && words.getFirst().equals("COPY")
                    && words.getLast().endsWith("/")) {
                try {
                    copied.put(words.getLast() + words.get(1), Files.readAllBytes(context.resolve(words.get(1))));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return copied;
    }

    private Optional<ImageBuild> step(String line, ImageBuildSpec spec) {
        String argument = line.substring(line.indexOf(' ') + 1);
        if (line.startsWith("FROM ") && !local.containsKey(key(ImageReference.parse(argument)))) {
            return Optional.of(new ImageBuild.Failed(line, "no such image: " + argument));
        }
        if (line.startsWith("LABEL ") && Labels.ALL.stream().anyMatch(argument::contains)) {
            return Optional.of(new ImageBuild.Failed(line, "reserved"));
        }
        if (line.startsWith("RUN ") && hangingRuns.contains(argument)) {
            return Optional.of(new ImageBuild.TimeLimitExceeded(spec.limit()));
        }
        return Optional.ofNullable(line.startsWith("RUN ") ? failingRuns.get(argument) : null)
                .map(code -> new ImageBuild.Failed(line, "returned a non-zero code: " + code));
    }

    @Override
    public synchronized String push(ImageReference reference, @Nullable RegistryCredentials credentials) {
        call("push " + reference);
        ImageDetails image = required("push " + reference, key(reference));
        String digest = "sha256:" + sha256("manifest of " + image.id());
        List<String> repoDigests = new ArrayList<>(image.repoDigests());
        repoDigests.add(reference.name() + "@" + digest);
        ImageDetails pushed = new ImageDetails(image.id(), repoDigests, image.labels(), image.sizeBytes());
        local.put(key(reference), pushed);
        registry.put(key(reference), pushed);
        registry.put(reference.name() + "@" + digest, pushed);
        return digest;
    }

    @Override
    public synchronized void tag(String source, ImageReference target) {
        String operation = "tag " + source + " as " + target;
        call(operation);
        ImageDetails image = local.values().stream()
                .filter(it -> it.id().equals(source))
                .findFirst()
                .orElseGet(() -> required(operation, key(ImageReference.parse(source))));
        local.put(key(target), image);
    }

    private ImageDetails required(String operation, String key) {
        ImageDetails image = local.get(key);
        if (image == null) {
            throw new ContainerEngineException(operation, false, "no such image", null);
        }
        return image;
    }

    @Override
    public synchronized Optional<ImageDetails> inspect(ImageReference reference) {
        call("inspect " + reference);
        return Optional.ofNullable(local.get(key(reference)));
    }

    @Override
    public synchronized ImageAvailability ensureImage(
            ImageReference reference, @Nullable RegistryCredentials credentials) {
        call("ensure " + reference);
        String key = key(reference);
        ImageDetails pulled = registry.get(key);
        if (!local.containsKey(key) && pulled != null) {
            local.put(key, pulled);
        }
        ImageDetails image = local.get(key);
        return image == null ? new ImageAvailability.Missing(reference) : new ImageAvailability.Present(image);
    }

    @Override
    public synchronized void removeImage(ImageReference reference) {
        call("remove " + reference);
        local.remove(key(reference));
    }

    @Override
    public synchronized Map<ImageReference, Instant> labelled(String label) {
        call("list " + label);
        Map<ImageReference, Instant> found = new LinkedHashMap<>();
        local.forEach((name, image) -> {
            if (image.labels().containsKey(label)) {
                found.put(ImageReference.parse(name), clock.instant());
            }
        });
        return found;
    }

    @Override
    public synchronized Map<String, byte[]> read(ImageReference reference, List<String> paths) {
        call("read " + reference);
        ImageDetails image = required("read " + reference, key(reference));
        Map<String, byte[]> found = new LinkedHashMap<>();
        files.getOrDefault(image.id(), Map.of()).forEach((path, content) -> {
            if (paths.stream().anyMatch(wanted -> path.equals(wanted) || path.startsWith(wanted + "/"))) {
                found.put(path, content);
            }
        });
        return found;
    }

    private static String key(ImageReference reference) {
        return reference.digest() == null
                ? reference.name() + ":" + reference.tagOrLatest()
                : reference.name() + "@" + reference.digest();
    }

    private static ImageDetails image(String content, Map<String, String> labels) {
        return new ImageDetails("sha256:" + sha256(content), List.of(), labels, content.length());
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
