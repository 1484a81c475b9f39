package dev.slipway.cli.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where output goes, and what it can do.
 *
 * @param out standard output
 * @param interactive whether a person looks at it live: colours, lines that change in place
 * @param width characters of a line
 */
public record Terminal(PrintWriter out, boolean interactive, int width) {

    private static final int USUAL_WIDTH = 100;
    private static final int NARROWEST = 40;

    /** Colours that read well on dark and light ground. */
    public enum Style {
        BOLD("1"),
        DIM("2"),
        RED("31"),
        GREEN("32"),
        YELLOW("33"),
        BLUE("34"),
        MAGENTA("35"),
        CYAN("36");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    public static Terminal of(PrintWriter out, Map<String, String> environment) {
        boolean interactive =
                isTerminal() && !environment.containsKey("NO_COLOR") && !"dumb".equals(environment.get("TERM"));
        return new Terminal(out, interactive, width(environment.get("COLUMNS")));
    }

    /** Java's own console says yes too when output goes to a file. */
    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.startsWith("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    private static int width(@org.jspecify.annotations.Nullable String columns) {
        return columns != null && columns.matches("\\d{1,4}")
                ? Math.max(NARROWEST, Integer.parseInt(columns))
                : USUAL_WIDTH;
    }

    public String style(Style style, String text) {
        return interactive ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    public void blank() {
        line("");
    }
}
