package dev.slipway.cli.command;

import dev.slipway.cli.console.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "cancel", description = "Ask a run to end.")
final class CancelCommand extends ConsoleCommand {

    @Parameters(paramLabel = "RUN", description = "The beginning of its id, or: last.")
    @SuppressWarnings("NullAway.Init")
    private String beginning;

    CancelCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws InterruptedException {
        Run run = console().runBeginning(beginning);
        if (run.over()) {
            terminal().line("Run " + run.shortId() + " is over already: " + run.state() + ".");
            return ExitCode.OK;
        }
        console().cancel(run.id());
        terminal()
                .line("Run %s was asked to end. To see it: ./slipway status %s"
                        .formatted(run.shortId(), run.shortId()));
        return ExitCode.OK;
    }
}
