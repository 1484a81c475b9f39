package dev.slipway.cli.command;

import dev.slipway.cli.console.Accepted;
import dev.slipway.cli.console.ConsoleClient;
import dev.slipway.cli.console.RepositoryAddress;
import dev.slipway.cli.console.Run;
import dev.slipway.cli.terminal.Terminal;
import dev.slipway.cli.watch.Watch;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = "Start a run by hand, without a push.",
        footer = {
            "",
            "Examples:",
            "  ./slipway run https://git.example.com/acme/app.git --ref v1.1",
            "  ./slipway run app --revision 0123456789abcdef0123456789abcdef01234567",
            "  ./slipway run /srv/git/app.git --follow"
        })
final class RunCommand extends ConsoleCommand {

    private static final Duration FOLLOW_LIMIT = Duration.ofHours(2);

    @Parameters(
            paramLabel = "REPOSITORY",
            description = "Clone URL, the path of a repository on this machine, or the name of a connected one.")
    @SuppressWarnings("NullAway.Init")
    private String repository;

    @Option(names = "--ref", paramLabel = "REF", description = "Branch or tag; without it, the default branch.")
    private @Nullable String ref;

    @Option(
            names = "--revision",
            paramLabel = "SHA",
            description = "A commit of the ref, 40 characters; without it, the newest.")
    private @Nullable String revision;

    @Option(
            names = {"-f", "--follow"},
            description = "Watch until the run is over; exit code 1 if it did not succeed.")
    private boolean follow;

    @Option(names = "--json", description = "Print the console's answer as JSON.")
    private boolean json;

    RunCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws InterruptedException {
        Accepted accepted = console().start(RepositoryAddress.of(repository), ref, revision);
        Run started = console().run(accepted.pipelineRun());
        Terminal terminal = terminal();
        if (json) {
            terminal.line(ConsoleClient.json(accepted));
        } else {
            terminal.line("Run %s: %s as %s, commit %s"
                    .formatted(
                            accepted.pipelineRun(),
                            started.ref(),
                            accepted.version(),
                            started.revision().substring(0, 12)));
        }
        if (!follow) {
            return ExitCode.OK;
        }
        Watch watch = new Watch(terminal, console(), surroundings().clock());
        Run end = watch.untilOver(accepted.pipelineRun(), FOLLOW_LIMIT);
        if (end.succeeded()) {
            return ExitCode.OK;
        }
        watch.explain(end);
        return ExitCode.FAILED;
    }
}
