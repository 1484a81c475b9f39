package dev.slipway.cli.command;

import dev.slipway.cli.console.ConsoleException;
import dev.slipway.cli.suite.SuiteException;
import dev.slipway.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The tree of verbs. */
@Command(
        name = "slipway",
        mixinStandardHelpOptions = true,
        version = "slipway 0.1.0",
        description = "Carries a commit from git push to a served, named release.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:it failed, or the run that was watched failed",
            "2:the command line was wrong",
            "3:the suite, or a part of it, does not answer"
        },
        footer = {
            "",
            "Examples:",
            "  ./slipway demo                                   the whole journey with a sample",
            "  ./slipway run file:///srv/git/app.git --ref v1.1 start a run by hand",
            "  ./slipway logs 4f2a --follow                     a run by the beginning of its id",
            "  ./slipway artifacts last auth/go-auth -o /tmp    a file that the build of component auth left",
            "  ./slipway tail tests deployments                 events as they happen",
            "",
            "Set SLIPWAY_HOME to keep state elsewhere than in .slipway."
        })
public final class Commands implements Runnable {

    private static final int HELP_WIDTH = 110;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private Commands() {}

    public static int execute(String... arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return line(Surroundings.ofThisProcess()).setOut(out).setErr(err).execute(arguments);
    }

    static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new Commands())
                .addSubcommand(new UpCommand(surroundings))
                .addSubcommand(new DownCommand(surroundings))
                .addSubcommand(new DemoCommand(surroundings))
                .addSubcommand(new RunCommand(surroundings))
                .addSubcommand(new RefsCommand(surroundings))
                .addSubcommand(new RetryCommand(surroundings))
                .addSubcommand(new RepositoriesCommand(surroundings))
                .addSubcommand(new StatusCommand(surroundings))
                .addSubcommand(new LogsCommand(surroundings))
                .addSubcommand(new ArtifactsCommand(surroundings))
                .addSubcommand(new TailCommand(surroundings))
                .addSubcommand(new CancelCommand(surroundings))
                .addSubcommand(new LintCommand(surroundings))
                .addSubcommand(new CommandLine(new HookCommand(surroundings))
                        .addSubcommand(new HookCommand.Install(surroundings)))
                .addSubcommand(new CommandLine(new DnsCommand(surroundings))
                        .addSubcommand(new DnsCommand.Lookup(surroundings)))
                .addSubcommand(new SuperviseCommand(surroundings))
                .setUsageHelpWidth(HELP_WIDTH)
                .setExecutionExceptionHandler(problems(surroundings));
    }

    /** No command given. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "A command is missing.");
    }

    private static IExecutionExceptionHandler problems(Surroundings surroundings) {
        return (Exception problem, CommandLine command, ParseResult parsed) -> {
            Terminal terminal = surroundings.terminal(command.getErr());
            if (problem instanceof SuiteException) {
                terminal.line(terminal.style(Terminal.Style.RED, "✗ ") + problem.getMessage());
                return ExitCode.FAILED;
            }
            if (problem instanceof ConsoleException console) {
                terminal.line(terminal.style(Terminal.Style.RED, "✗ ") + problem.getMessage());
                return console.reached() ? ExitCode.FAILED : ExitCode.NOT_REACHABLE;
            }
            throw problem;
        };
    }
}
