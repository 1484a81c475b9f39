package dev.slipway.endtoend;

import dev.slipway.cli.console.ConsoleClient;
import dev.slipway.cli.suite.Port;
import dev.slipway.cli.suite.Shell;
import dev.slipway.cli.suite.Suite;
import dev.slipway.cli.suite.SuiteHome;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A suite of its own beside any other on this machine: own state directory, instance name and ports. */
public final class LocalSuite implements AutoCloseable {

    private final Path checkout;
    private final int portBase;
    private final Map<String, String> environment;
    private final Suite suite;
    private volatile @Nullable ConsoleClient console;

    /**
     * @param home its state directory; absolute
     * @param instance what its containers are labelled with
     */
    public LocalSuite(Path checkout, Path home, String instance, int portBase) {
        this.checkout = checkout;
        this.portBase = portBase;
        this.environment = new HashMap<>(Map.of(
                "SLIPWAY_ROOT",
                checkout.toString(),
                "SLIPWAY_HOME",
                home.toString(),
                "SLIPWAY_INSTANCE",
                instance,
                "SLIPWAY_BUILT",
                "1",
                "SLIPWAY_YES",
                "1"));
        this.suite = new Suite(SuiteHome.of(environment), environment, Clock.systemUTC());
    }

    /** One more variable of the environment in which the suite's parts are started. */
    public void with(String name, String value) {
        environment.put(name, value);
    }

    /** Forgets what an earlier run left and starts anew. */
    public void startAnew(String... options) throws InterruptedException {
        run("down", "--volumes");
        List<String> up = new ArrayList<>(List.of("up", "--port-base", String.valueOf(portBase)));
        up.addAll(List.of(options));
        run(up.toArray(String[]::new)).orFail("the suite did not start");
    }

    public Path checkout() {
        return checkout;
    }

    /** The suite as the commands see it, for its ports, files and report. */
    public Suite suite() {
        return suite;
    }

    public Path home() {
        return suite.home().directory();
    }

    public String instance() {
        return suite.home().instance();
    }

    public int portBase() {
        return portBase;
    }

    public int port(Port port) {
        return suite.ports().of(port);
    }

    /** A command as a person types it. */
    public Shell.Result run(String... arguments) throws InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(checkout.resolve("slipway").toString()));
        command.addAll(List.of(arguments));
        return Shell.run(command, new File("."), environment);
    }

    public ConsoleClient console() {
        ConsoleClient known = console;
        if (known == null) {
            known = new ConsoleClient(
                    URI.create("http://127.0.0.1:" + port(Port.CONSOLE)),
                    suite.home().secret("operator.token"));
            console = known;
        }
        return known;
    }

    @Override
    public void close() throws InterruptedException {
        run("down", "--volumes").orFail("the suite did not stop");
    }
}
