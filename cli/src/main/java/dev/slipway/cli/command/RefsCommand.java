package dev.slipway.cli.command;

import dev.slipway.cli.console.ConsoleClient;
import dev.slipway.cli.console.RefChoice;
import dev.slipway.cli.console.RepositoryAddress;
import dev.slipway.cli.terminal.Table;
import dev.slipway.cli.terminal.Terminal;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "refs",
        description = "What can be run of a repository: its default branch, its tags newest first, its branches.",
        footer = {
            "",
            "Examples:",
            "  ./slipway refs https://git.example.com/acme/app.git --pattern 'v*'",
            "  ./slipway run https://git.example.com/acme/app.git --ref v1.1"
        })
final class RefsCommand extends ConsoleCommand {

    private static final int SHORT = 12;

    @Parameters(
            paramLabel = "REPOSITORY",
            description = "Clone URL, the path of a repository on this machine, or the name of a connected one.")
    @SuppressWarnings("NullAway.Init")
    private String repository;

    @Option(
            names = "--pattern",
            paramLabel = "PATTERN",
            description = "Which tags; * stands for any characters.",
            defaultValue = "*")
    @SuppressWarnings("NullAway.Init")
    private String pattern;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    RefsCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws InterruptedException {
        RefChoice choice = console().refs(RepositoryAddress.of(repository), pattern);
        Terminal terminal = terminal();
        if (json) {
            terminal.line(ConsoleClient.json(choice));
            return ExitCode.OK;
        }
        Table table = new Table();
        List<RefChoice.Item> usual = choice.branches().stream()
                .filter(item -> Objects.equals(item.ref(), choice.defaultRef()))
                .toList();
        add(table, "default", usual);
        add(table, "tag", choice.tags());
        add(
                table,
                "branch",
                choice.branches().stream().filter(item -> !usual.contains(item)).toList());
        table.lines().forEach(terminal::line);
        if (choice.tags().isEmpty()) {
            terminal.line("No tag fits " + pattern + ".");
        }
        return ExitCode.OK;
    }

    private static void add(Table table, String kind, List<RefChoice.Item> items) {
        items.forEach(item -> table.row(kind, item.name(), item.revision().substring(0, SHORT)));
    }
}
