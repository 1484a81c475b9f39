package dev.slipway.cli.watch;

import dev.slipway.cli.console.Run;
import dev.slipway.cli.console.Run.Stage;
import dev.slipway.cli.terminal.Terminal;
import dev.slipway.cli.terminal.Terminal.Style;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** A run while it goes on: on a terminal one line per stage that changes in place, elsewhere a line for each change. */
public final class RunProgress {

    private static final List<String> SPINNER = List.of("⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏");
    private static final int BAR = 24;
    private static final Duration FULL_BAR = Duration.ofSeconds(30);

    private final Terminal terminal;
    private final Supplier<String> footnote;
    private final Map<String, String> said = new HashMap<>();
    private int drawn;
    private int tick;

    public RunProgress(Terminal terminal) {
        this(terminal, () -> "");
    }

    /** @param footnote a line below the stages on a terminal; empty for none */
    public RunProgress(Terminal terminal, Supplier<String> footnote) {
        this.footnote = footnote;
        this.terminal = terminal;
    }

    public void show(Run run, Instant now) {
        if (terminal.interactive()) {
            redraw(lines(run, now));
        } else {
            for (Stage stage : run.stages()) {
                sayChange(stage, now);
            }
        }
    }

    private void redraw(List<String> lines) {
        StringBuilder picture = new StringBuilder();
        if (drawn > 0) {
            picture.append("\u001b[").append(drawn).append('A');
        }
        lines.forEach(line -> picture.append("\r\u001b[K").append(line).append('\n'));
        picture.append("\u001b[J");
        drawn = lines.size();
        tick++;
        terminal.out().print(picture);
        terminal.out().flush();
    }

    List<String> lines(Run run, Instant now) {
        List<String> lines = new ArrayList<>();
        for (Stage stage : run.stages()) {
            String elapsed = stage.took(now).map(RunProgress::seconds).orElse("");
            lines.add("  %s %s %s %8s  %s"
                    .formatted(symbol(stage), pad(name(stage)), bar(stage, now), elapsed, facts(stage))
                    .stripTrailing());
        }
        String note = footnote.get();
        if (!note.isEmpty()) {
            lines.add("    " + terminal.style(Style.DIM, note));
        }
        return lines;
    }

    private String symbol(Stage stage) {
        return switch (stage.state()) {
            case "succeeded" -> terminal.style(Style.GREEN, "✓");
            case "running" -> terminal.style(Style.CYAN, SPINNER.get(tick % SPINNER.size()));
            case "waiting" -> terminal.style(Style.DIM, "·");
            case "skipped" -> terminal.style(Style.DIM, "–");
            default -> terminal.style(Style.RED, "✗");
        };
    }

    /** Nobody knows how long a stage takes: the bar shows time spent, full after half a minute. */
    private String bar(Stage stage, Instant now) {
        long spent = stage.took(now).map(Duration::toMillis).orElse(0L);
        int filled = (int) Math.min(BAR, Math.round((double) BAR * spent / FULL_BAR.toMillis()));
        Style style = stage.bad() ? Style.RED : stage.over() ? Style.GREEN : Style.CYAN;
        return terminal.style(style, "━".repeat(filled)) + terminal.style(Style.DIM, "─".repeat(BAR - filled));
    }

    private void sayChange(Stage stage, Instant now) {
        String key = stage.stage() + "/" + stage.component() + "/" + stage.environment() + "/" + stage.loadBalancer();
        if (stage.state().equals("waiting") || stage.state().equals(said.put(key, stage.state()))) {
            return;
        }
        String elapsed =
                stage.over() ? stage.took(now).map(RunProgress::seconds).orElse("") : "";
        terminal.line("  %s %-9s %8s  %s"
                .formatted(pad(name(stage)), stage.state(), elapsed, facts(stage))
                .stripTrailing());
    }

    private static String name(Stage stage) {
        return stage.stage();
    }

    private static String pad(String name) {
        return "%-8s".formatted(name);
    }

    /** What came of it, in a few words. */
    static String facts(Stage stage) {
        if (stage.bad()) {
            return stage.reason() == null ? stage.state() : firstLine(stage.reason());
        }
        return switch (stage.stage()) {
            case "package" ->
                stage.detail("image")
                        .map(image -> image.path("digest").asText())
                        .map(digest -> digest.length() > 19 ? digest.substring(0, 19) + "…" : digest)
                        .orElse("");
            case "test" ->
                stage.detail("summary")
                        .filter(summary -> summary.path("tests").asInt() > 0)
                        .map(summary -> summary.path("tests").asInt() + " tests")
                        .orElse("");
            case "publish" -> stage.detail("tags").map(RunProgress::joined).orElse("");
            case "deploy" ->
                stage.detail("replicas")
                        .map(replicas -> replicas.path("updated").asText("") + "/"
                                + replicas.path("wanted").asText(""))
                        .filter(text -> text.length() > 1)
                        .map(text -> text + " replicas")
                        .orElse(stage.reason() == null ? "" : firstLine(stage.reason()));
            case "dns" -> stage.detail("name").map(node -> node.asText()).orElse("");
            default -> "";
        };
    }

    private static String joined(com.fasterxml.jackson.databind.JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(element.asText()));
        return String.join(", ", texts);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
