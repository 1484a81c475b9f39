package dev.slipway.cli.command;

import dev.slipway.cli.console.ConsoleClient;
import dev.slipway.cli.suite.Port;
import dev.slipway.cli.suite.Suite;
import dev.slipway.cli.suite.SuiteHome;
import dev.slipway.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
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

    /** Where the console answers: named by SLIPWAY_CONSOLE_URL, or the one of the local suite. */
    URI consoleAddress() {
        String named = environment.get("SLIPWAY_CONSOLE_URL");
        return URI.create(named == null ? "http://" + suite().ports().address(Port.CONSOLE) : named);
    }

    ConsoleClient console() {
        String tokenFile = environment.get("SLIPWAY_TOKEN_FILE");
        return new ConsoleClient(
                consoleAddress(), tokenFile == null ? home().secret("operator.token") : Path.of(tokenFile));
    }

    Terminal terminal(PrintWriter out) {
        return Terminal.of(out, environment);
    }
}
