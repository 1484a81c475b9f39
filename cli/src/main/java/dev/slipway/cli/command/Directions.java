package dev.slipway.cli.command;

import dev.slipway.cli.suite.Port;
import dev.slipway.cli.suite.Ports;
import dev.slipway.cli.suite.Suite;
import dev.slipway.cli.terminal.Table;
import dev.slipway.cli.terminal.Terminal;
import dev.slipway.cli.terminal.Terminal.Style;

/** Where everything listens, and what to type next. */
final class Directions {

    private final Terminal terminal;
    private final Suite suite;

    Directions(Terminal terminal, Suite suite) {
        this.terminal = terminal;
        this.suite = suite;
    }

    void show() {
        Ports ports = suite.ports();
        terminal.blank();
        new Table()
                .row("  console", url(ports, Port.CONSOLE), "pushes, runs, logs: what these commands talk to")
                .row("  builder", url(ports, Port.BUILDER), "each service: /q/health, /q/metrics")
                .row("  packager", url(ports, Port.PACKAGER))
                .row("  tester", url(ports, Port.TESTER))
                .row("  deployer", url(ports, Port.DEPLOYER))
                .row("  dns-service", url(ports, Port.DNS_SERVICE))
                .row("  kafka", ports.address(Port.KAFKA), "topics slipway.*")
                .row("  postgresql", ports.address(Port.POSTGRESQL), "database slipway, one schema per service")
                .row("  registry", ports.address(Port.REGISTRY), "images")
                .row("  dns", ports.address(Port.DNS), "zone slipway.test, UDP and TCP")
                .row("  state, logs", suite.home().directory().toString())
                .lines()
                .forEach(terminal::line);
        terminal.blank();
        terminal.line(terminal.style(Style.BOLD, "Next"));
        new Table()
                .row("  ./slipway demo", "a sample repository, from the push to HTTPS and DNS")
                .row("  ./slipway hook install REPOSITORY.git", "let pushes to your bare repository in")
                .row("  ./slipway status", "how the parts are, and the latest runs")
                .row("  ./slipway tail", "every event as it happens")
                .row("  ./slipway down", "stop")
                .lines()
                .forEach(terminal::line);
    }

    private static String url(Ports ports, Port port) {
        return "http://" + ports.address(port);
    }
}
