package dev.slipway.cli.command;

import dev.slipway.cli.demo.NameLookup;
import dev.slipway.cli.suite.Port;
import dev.slipway.cli.suite.SuiteException;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "dns", description = "Look into the zone.")
final class DnsCommand extends ConsoleCommand {

    DnsCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        terminal().line("Usage: ./slipway dns lookup NAME");
        return ExitCode.USAGE;
    }

    @Command(name = "lookup", description = "Ask the suite's name server for a name, as dig does.")
    static final class Lookup extends ConsoleCommand {

        @Parameters(paramLabel = "NAME", description = "For instance lb.auth.integration.slipway.test")
        @SuppressWarnings("NullAway.Init")
        private String name;

        @Option(names = "--type", paramLabel = "TYPE", description = "A, AAAA, TXT …", defaultValue = "A")
        @SuppressWarnings("NullAway.Init")
        private String type;

        Lookup(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            int port = surroundings().suite().ports().of(Port.DNS);
            try {
                List<String> values = new NameLookup(port).values(name, type);
                values.forEach(terminal()::line);
                return values.isEmpty() ? ExitCode.FAILED : ExitCode.OK;
            } catch (IOException e) {
                throw new SuiteException(
                        "%s was wanted from the name server at 127.0.0.1:%d, found: %s"
                                .formatted(name, port, e.getMessage()),
                        e);
            }
        }
    }
}
