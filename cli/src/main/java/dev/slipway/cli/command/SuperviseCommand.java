package dev.slipway.cli.command;

import dev.slipway.cli.suite.Suite;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What {@code up} starts in the background. */
@Command(name = Suite.SUPERVISE, hidden = true, description = "Keep the parts of the suite running.")
final class SuperviseCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    SuperviseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        boolean wasUp = surroundings.suite().supervise(spec.commandLine().getOut());
        return wasUp ? ExitCode.OK : ExitCode.FAILED;
    }
}
