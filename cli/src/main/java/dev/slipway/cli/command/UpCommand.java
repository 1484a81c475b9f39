package dev.slipway.cli.command;

import dev.slipway.cli.suite.Scale;
import dev.slipway.cli.suite.Suite;
import dev.slipway.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "up",
        description = "Start the suite on this machine and wait until it is ready.",
        footer = {
            "",
            "Starting it twice is fine. Ports are remembered in ports.properties of the state directory;",
            "SLIPWAY_PORT_<PART>=NUMBER (for instance SLIPWAY_PORT_KAFKA) sets a single one."
        })
final class UpCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--port-base",
            paramLabel = "NUMBER",
            description = "Move all ports together; the usual ones begin at 15000.")
    private @Nullable Integer portBase;

    @Option(
            names = "--scale",
            paramLabel = "SERVICE=NUMBER",
            split = ",",
            description = "Start several replicas of a service, e.g. builder=2,tester=2; their ports lie 10 apart.")
    private List<String> scales = new ArrayList<>();

    UpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = surroundings.terminal(spec.commandLine().getOut());
        Suite suite = surroundings.suite();
        Scale scale = scales.isEmpty() ? null : Scale.parse(scales);
        Instant begin = surroundings.clock().instant();
        UpProgress progress = new UpProgress(terminal);
        // Those of an earlier start are no news.
        boolean started =
                suite.running() ? suite.up(portBase, scale, report -> {}) : suite.up(portBase, scale, progress::show);
        progress.end();
        Duration took = Duration.between(begin, surroundings.clock().instant());
        terminal.line(
                started
                        ? "Slipway is up after %.1f s.".formatted(took.toMillis() / 1000.0)
                        : "Slipway is up already, nothing to do.");
        suite.portWarning().ifPresent(terminal::line);
        new Directions(terminal, suite).show();
        return ExitCode.OK;
    }
}
