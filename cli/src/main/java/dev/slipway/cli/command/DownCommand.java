package dev.slipway.cli.command;

import dev.slipway.cli.suite.Suite;
import dev.slipway.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "down",
        description = "Stop the suite. Deployed stacks go on serving, and all state stays, unless --volumes is given.")
final class DownCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-v", "--volumes"},
            description = "Also forget everything: deployed stacks, containers, volumes, the state directory.")
    private boolean volumes;

    DownCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = surroundings.terminal(spec.commandLine().getOut());
        Suite suite = surroundings.suite();
        terminal.line(suite.down() ? "Slipway is down." : "Slipway was not running.");
        if (volumes) {
            suite.forget();
            terminal.line("Stacks, containers, volumes and " + suite.home().directory() + " are gone.");
        }
        return ExitCode.OK;
    }
}
