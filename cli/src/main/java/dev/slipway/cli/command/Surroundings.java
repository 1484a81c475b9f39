package dev.slipway.cli.command;

import dev.slipway.cli.suite.Suite;
import dev.slipway.cli.suite.SuiteHome;
import dev.slipway.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;

/**
 * What every command is given.
 *
 * @param environment of this process
 */
public record Surroundings(Map<String, String> environment, Clock clock) {

    public static Surroundings ofThisProcess() {
        return new Surroundings(System.getenv(), Clock.systemUTC());
    }

    SuiteHome home() {
        return SuiteHome.of(environment);
    }

    Suite suite() {
        return new Suite(home(), environment, clock);
    }

    Terminal terminal(PrintWriter out) {
        return Terminal.of(out, environment);
    }
}
