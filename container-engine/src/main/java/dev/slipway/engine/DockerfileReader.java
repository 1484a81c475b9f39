package dev.slipway.engine;

import dev.slipway.engine.Dockerfile.Instruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Splits a Dockerfile into instructions: directives, comments, continued lines, here-documents. */
final class DockerfileReader {

    // newer frontends read the directive behind // and after a #! line as well
    private static final Pattern DIRECTIVE = Pattern.compile("(?:#|//)\\s*([A-Za-z]\\w*)\\s*=\\s*(.+?)\\s*");
    private static final Pattern INSTRUCTION = Pattern.compile("([A-Za-z]+)(?:\\s+(.*))?", Pattern.DOTALL);
    private static final Pattern HERE_DOCUMENT = Pattern.compile("<<-?([\"']?)([A-Za-z_]\\w*)\\1");

    private final List<String> lines;
    private final List<Instruction> instructions = new ArrayList<>();
    private @Nullable String syntax;
    private String escape = "\\";
    private int next;

    DockerfileReader(String text) {
        this.lines = text.replaceFirst("^\uFEFF", "").lines().toList();
    }

    Dockerfile read() {
        directives();
        StringBuilder unfinished = new StringBuilder();
        while (next < lines.size()) {
            String line = lines.get(next++).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            boolean goesOn = line.endsWith(escape);
            unfinished.append(goesOn ? line.substring(0, line.length() - 1) + " " : line);
            if (!goesOn) {
                instruction(unfinished.toString());
                unfinished.setLength(0);
            }
        }
        instruction(unfinished.toString());
        return new Dockerfile(syntax, instructions);
    }

    /** Only what stands before anything else is a directive. */
    private void directives() {
        if (!lines.isEmpty() && lines.getFirst().startsWith("{")) {
            // newer frontends look for the directive in a file of JSON, too, which no Dockerfile is
            syntax = "JSON";
        }
        if (!lines.isEmpty() && lines.getFirst().startsWith("#!")) {
            next++;
        }
        while (next < lines.size()) {
            Matcher directive = DIRECTIVE.matcher(lines.get(next).strip());
            if (!directive.matches()) {
                return;
            }
            switch (directive.group(1).toLowerCase(Locale.ROOT)) {
                case "syntax" -> syntax = directive.group(2);
                case "escape" -> escape = directive.group(2);
                case "check" -> {}
                default -> {
                    return;
                }
            }
            next++;
        }
    }

    private void instruction(String text) {
        Matcher match = INSTRUCTION.matcher(text.strip());
        if (!match.matches()) {
            return;
        }
        String keyword = match.group(1).toUpperCase(Locale.ROOT);
        String arguments = match.group(2) == null ? "" : match.group(2);
        boolean hereDocument = false;
        if (List.of("RUN", "COPY", "ADD").contains(keyword)) {
            Matcher document = HERE_DOCUMENT.matcher(arguments);
            while (document.find()) {
                hereDocument |= skipTo(document.group(2));
            }
        }
        instructions.add(new Instruction(keyword, arguments, hereDocument));
    }

    /** @return false when there is no such end: then it was a shift in an expression, say, and nothing is skipped */
    private boolean skipTo(String end) {
        for (int i = next; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(end)) {
                next = i + 1;
                return true;
            }
        }
        return false;
    }
}
