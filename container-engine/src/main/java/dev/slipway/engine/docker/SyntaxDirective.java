package dev.slipway.engine.docker;

import dev.slipway.engine.Dockerfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Dockerfile as BuildKit gets it. {@code # syntax=} names an image that would read the Dockerfile in the engine's
 * stead: foreign code that sees context and secrets. Docker's own name there is set aside, so that the engine's built-in
 * frontend reads the file and no registry is needed for it; any other is refused.
 *
 * @param file what to build from; a copy without the directive, or the Dockerfile itself
 * @param setAside the directive's value when there is a copy
 */
record SyntaxDirective(
        Path file, @Nullable String setAside, @Nullable Path copies) implements AutoCloseable {

    private static final Pattern DOCKERS_OWN =
            Pattern.compile("(?:docker\\.io/)?docker/dockerfile(?::[\\w.-]+)?(?:@sha256:[0-9a-f]{64})?");
    private static final Pattern COMMENT = Pattern.compile("\\s*(?:#|//).*");
    private static final Pattern DIRECTIVE = Pattern.compile("(?i)\\s*(?:#|//)\\s*syntax\\s*=.*");

    /** The copy, if there is one, stands beside the context and is gone when closed. */
    static SyntaxDirective of(Path context, String dockerfile) throws IOException {
        Path file = context.resolve(dockerfile);
        String text = Files.readString(file);
        String syntax = Dockerfile.parse(text).syntax();
        if (syntax == null || !isDockersOwn(syntax)) {
            return new SyntaxDirective(file, null, null);
        }
        Path copies = Files.createTempDirectory(context.toAbsolutePath().getParent(), "dockerfile-");
        Path copy = Files.write(copies.resolve(file.getFileName()), withoutDirective(text), StandardCharsets.UTF_8);
        Path ignore = file.resolveSibling(file.getFileName() + ".dockerignore");
        if (Files.isRegularFile(ignore)) {
            Files.copy(ignore, copies.resolve(ignore.getFileName()));
        }
        return new SyntaxDirective(copy, syntax, copies);
    }

    /** An empty comment ends the directives, so it goes behind them; every other line keeps its number. */
    private static List<String> withoutDirective(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int end = 0;
        while (end < lines.size() && COMMENT.matcher(lines.get(end)).matches()) {
            end++;
        }
        List<String> head = lines.subList(0, end);
        head.removeIf(line -> DIRECTIVE.matcher(line).matches());
        int removed = end - head.size();
        for (int i = 0; i < removed; i++) {
            head.add("#");
        }
        return lines;
    }

    static boolean isDockersOwn(String syntax) {
        return DOCKERS_OWN.matcher(syntax).matches();
    }

    @Override
    public void close() throws IOException {
        if (copies != null) {
            try (var files = Files.newDirectoryStream(copies)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(copies);
        }
    }
}
