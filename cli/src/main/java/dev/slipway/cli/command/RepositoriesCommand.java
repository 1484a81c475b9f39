package dev.slipway.cli.command;

import dev.slipway.cli.console.Connected;
import dev.slipway.cli.console.ConsoleClient;
import dev.slipway.cli.terminal.Table;
import dev.slipway.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "repositories",
        description = "The connected repositories: where their webhooks go, and how looking at their refs goes.")
final class RepositoriesCommand extends ConsoleCommand {

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    RepositoriesCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Connected> repositories = console().repositories();
        Terminal terminal = terminal();
        if (json) {
            terminal.line(ConsoleClient.json(repositories));
            return ExitCode.OK;
        }
        if (repositories.isEmpty()) {
            terminal.line("No repository is connected. To do: docs/triggers.md, Connecting a repository.");
            return ExitCode.OK;
        }
        Table table = new Table().row("NAME", "REPOSITORY", "WEBHOOK", "LOOKED AT", "PROBLEM");
        repositories.forEach(one -> table.row(
                one.name(),
                one.url(),
                one.webhook() == null ? "–" : one.forge() + " → " + one.webhook(),
                lookedAt(one),
                one.problem() == null ? "" : one.failures() + "×: " + one.problem()));
        table.lines().forEach(terminal::line);
        return ExitCode.OK;
    }

    private static String lookedAt(Connected repository) {
        if (repository.sweepSeconds() == 0) {
            return "never, as set";
        }
        return repository.lookedAt() == null ? "not yet" : repository.lookedAt().toString();
    }
}
