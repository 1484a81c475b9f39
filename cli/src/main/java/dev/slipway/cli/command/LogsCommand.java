package dev.slipway.cli.command;

import dev.slipway.cli.console.ConsoleClient;
import dev.slipway.cli.console.LogPage;
import dev.slipway.cli.console.Run;
import dev.slipway.cli.terminal.Terminal;
import dev.slipway.cli.terminal.Terminal.Style;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Show the log of a run, stage by stage in the order of time.")
final class LogsCommand extends ConsoleCommand {

    private static final long PAUSE_MILLISECONDS = 500;
    private static final Map<String, Style> COLOURS = Map.of(
            "build", Style.CYAN,
            "package", Style.BLUE,
            "test", Style.MAGENTA,
            "publish", Style.BLUE,
            "deploy", Style.GREEN,
            "plan", Style.GREEN,
            "dns", Style.YELLOW);

    @Parameters(paramLabel = "RUN", description = "The beginning of its id, or: last.", defaultValue = "last")
    @SuppressWarnings("NullAway.Init")
    private String beginning;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until the run is over.")
    private boolean follow;

    @Option(names = "--stage", paramLabel = "STAGE", description = "Only build, package, test, publish, deploy or dns.")
    private @Nullable String stage;

    @Option(names = "--json", description = "One JSON object for each piece of the log.")
    private boolean json;

    LogsCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws InterruptedException {
        ConsoleClient console = console();
        Run run = console.runBeginning(beginning);
        Terminal terminal = terminal();
        String position = "";
        while (true) {
            LogPage page = console.log(run.id(), position);
            page.chunks().stream()
                    .filter(chunk -> stage == null || chunk.stage().equals(stage))
                    .forEach(chunk -> print(terminal, chunk));
            boolean more = !page.chunks().isEmpty();
            position = page.next();
            if (!more && (page.over() || !follow)) {
                page.unavailable()
                        .forEach((service, reason) ->
                                terminal.line("(the %s could not be asked: %s)".formatted(service, reason)));
                return ExitCode.OK;
            }
            if (!more) {
                Thread.sleep(PAUSE_MILLISECONDS);
            }
        }
    }

    private void print(Terminal terminal, LogPage.Chunk chunk) {
        if (json) {
            terminal.line(ConsoleClient.json(chunk));
            return;
        }
        String prefix = terminal.style(COLOURS.getOrDefault(chunk.stage(), Style.DIM), "%-8s".formatted(chunk.stage()));
        chunk.lines().lines().forEach(line -> terminal.line(prefix + "│ " + line));
    }
}
