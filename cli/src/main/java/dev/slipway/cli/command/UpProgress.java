package dev.slipway.cli.command;

import dev.slipway.cli.suite.SuiteReport;
import dev.slipway.cli.suite.SuiteReport.Notice;
import dev.slipway.cli.suite.SuiteReport.State;
import dev.slipway.cli.terminal.Terminal;
import dev.slipway.cli.terminal.Terminal.Style;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows how the parts come up: one line that changes in place, or a line for each notice. */
final class UpProgress {

    private final Terminal terminal;
    private final Set<Notice> shown = new HashSet<>();
    private String last = "";

    UpProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    void show(SuiteReport report) {
        if (!terminal.interactive()) {
            report.notices().stream().filter(shown::add).forEach(notice -> terminal.line("  " + notice.text()));
            return;
        }
        String line = report.parts().stream()
                .map(part -> word(part.name(), part.state()))
                .collect(Collectors.joining(" "));
        if (!line.equals(last)) {
            terminal.out().print("\r\u001b[K  " + line);
            terminal.out().flush();
            last = line;
        }
    }

    private String word(String name, State state) {
        return switch (state) {
            case READY -> terminal.style(Style.GREEN, "✓" + name);
            case STARTING -> terminal.style(Style.YELLOW, "…" + name);
            case RESTARTING -> terminal.style(Style.RED, "↻" + name);
            case WAITING, STOPPED -> terminal.style(Style.DIM, "·" + name);
        };
    }

    void end() {
        if (!last.isEmpty()) {
            terminal.out().print("\r\u001b[K");
            terminal.out().flush();
        }
    }
}
