package dev.slipway.cli.command;

import dev.slipway.cli.console.ConsoleClient;
import dev.slipway.cli.console.Retried;
import dev.slipway.cli.console.Run;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "retry",
        description = "Do a stage of a run again with the input it had; what comes after it follows.",
        footer = {"", "Examples:", "  ./slipway retry last", "  ./slipway retry 4f2a test"})
final class RetryCommand extends ConsoleCommand {

    @Parameters(index = "0", paramLabel = "RUN", description = "The beginning of its id, or: last.")
    @SuppressWarnings("NullAway.Init")
    private String beginning;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "STAGE",
            description = "build, package, test, publish, deploy or dns; without it, where the run ended badly.")
    private @Nullable String stage;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    RetryCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws InterruptedException {
        Run run = console().runBeginning(beginning);
        Retried retried = console().retry(run.id(), stage);
        terminal()
                .line(
                        json
                                ? ConsoleClient.json(retried)
                                : "Run %s does again: %s. To see it: ./slipway status %s"
                                        .formatted(run.shortId(), String.join(", ", retried.stages()), run.shortId()));
        return ExitCode.OK;
    }
}
