package dev.slipway.cli.command;

import dev.slipway.cli.demo.Demo;
import dev.slipway.cli.demo.Summary;
import dev.slipway.cli.git.SampleRepository;
import dev.slipway.cli.suite.Port;
import dev.slipway.cli.suite.Suite;
import dev.slipway.cli.suite.SuiteHome;
import dev.slipway.cli.terminal.Terminal;
import dev.slipway.cli.terminal.Terminal.Style;
import picocli.CommandLine.Command;

@Command(
        name = "demo",
        description = "The whole journey with a sample: start the suite, push, watch, push again under load.",
        footer = {"", "Running it again is fine: it adds commits on top. Exit code 1 if a stage or a request failed."})
final class DemoCommand extends ConsoleCommand {

    private static final String SAMPLE = "auth-service";

    DemoCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = terminal();
        Suite suite = surroundings().suite();
        startSuite(terminal, suite);
        terminal.line("  %s the suite runs, console at %s"
                .formatted(terminal.style(Style.GREEN, "✓"), surroundings().consoleAddress()));
        SuiteHome home = suite.home();
        SampleRepository repository = new SampleRepository(
                home.checkout().resolve("examples").resolve(SAMPLE),
                home.repositories().resolve(SAMPLE + ".git"),
                home.directory().resolve("workspace").resolve("demo").resolve(SAMPLE));
        repository.prepare();
        HookCommand.installer(surroundings()).install(repository.bare());
        Demo demo =
                new Demo(terminal, console(), home, repository, surroundings().clock());
        Summary summary = new Summary(
                terminal,
                suite.ports().of(Port.DNS),
                surroundings().consoleAddress().toString(),
                surroundings().environment());
        return summary.printed(demo) ? ExitCode.OK : ExitCode.FAILED;
    }

    private static void startSuite(Terminal terminal, Suite suite) throws InterruptedException {
        if (suite.running()) {
            suite.up(null, null, report -> {});
            return;
        }
        terminal.line(terminal.style(Style.BOLD, "Start the suite"));
        UpProgress progress = new UpProgress(terminal);
        suite.up(null, null, progress::show);
        progress.end();
    }
}
