package dev.slipway.endtoend;

import dev.slipway.cli.console.ConsoleClient;
import dev.slipway.cli.suite.Shell;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A suite of its own beside any other on this machine: own state directory, instance name and ports. */
final class LocalSuite implements AutoCloseable {

    static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    static final int PORT_BASE = 35000;
    static final int KAFKA = PORT_BASE + 4092;
    static final int NAME_SERVER = PORT_BASE + 353;
    static final int CONSOLE = PORT_BASE + 3080;

    private final Path home = Path.of("target", "suite").toAbsolutePath();
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "SLIPWAY_HOME", home.toString(),
            "SLIPWAY_INSTANCE", "e2e",
            "SLIPWAY_BUILT", "1",
            "SLIPWAY_YES", "1"));

    static LocalSuite start() throws InterruptedException {
        LocalSuite suite = new LocalSuite();
        suite.run("down", "--volumes");
        suite.run("up", "--port-base", String.valueOf(PORT_BASE)).orFail("the suite did not start");
        return suite;
    }

    Path home() {
        return home;
    }

    /** A command as a person types it. */
    Shell.Result run(String... arguments) throws InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(CHECKOUT.resolve("slipway").toString()));
        command.addAll(List.of(arguments));
        return Shell.run(command, new File("."), environment);
    }

    ConsoleClient console() {
        return new ConsoleClient(
                URI.create("http://127.0.0.1:" + CONSOLE),
                home.resolve("secrets").resolve("operator.token"));
    }

    @Override
    public void close() throws InterruptedException {
        run("down", "--volumes").orFail("the suite did not stop");
    }
}
