package dev.slipway.endtoend;

import dev.slipway.cli.console.ConsoleClient;
import dev.slipway.cli.suite.Shell;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The shipped docker-compose.yml as a project of its own: own names, ports, secrets and image tags. */
final class ComposeSite implements AutoCloseable {

    static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    static final int KAFKA = 14092;
    static final int NAME_SERVER = 14353;
    private static final int CONSOLE = 14080;
    private static final int REGISTRY = 14000;
    private static final String PROJECT = "slipway-compose-it";
    private static final String INSTANCE = "compose-it";
    private static final String OF_PROJECT = "label=com.docker.compose.project=" + PROJECT;
    private static final String OF_INSTANCE = "label=slipway.instance=" + INSTANCE;
    private static final String VERSION = "compose-it";
    private static final String READY_WITHIN_SECONDS = "240";

    private final Path home = Path.of("target", "compose-site").toAbsolutePath();
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "COMPOSE_PROJECT_NAME",
            PROJECT,
            "SLIPWAY_HOME",
            home.toString(),
            "SLIPWAY_INSTANCE",
            INSTANCE,
            "SLIPWAY_VERSION",
            VERSION,
            "SLIPWAY_REPOSITORIES",
            home.resolve("repositories").toString(),
            "SLIPWAY_BUILT",
            "1",
            "SLIPWAY_YES",
            "1"));

    private ComposeSite() {
        environment.put("SLIPWAY_PORT_CONSOLE", String.valueOf(CONSOLE));
        environment.put("SLIPWAY_PORT_REGISTRY", String.valueOf(REGISTRY));
        environment.put("SLIPWAY_PORT_DNS", String.valueOf(NAME_SERVER));
        environment.put("SLIPWAY_PORT_KAFKA", String.valueOf(KAFKA));
    }

    /** What a newcomer types, after removing what a test that was cut off left behind. */
    static ComposeSite prepare() throws InterruptedException {
        ComposeSite site = new ComposeSite();
        site.slipway("images").orFail("./slipway images");
        site.compose("down", "--volumes").orFail("docker compose down");
        return site;
    }

    /** @param arguments for example {@code --scale builder=2} */
    void up(String... arguments) throws InterruptedException {
        List<String> up = new ArrayList<>(List.of("up", "--detach", "--wait", "--wait-timeout", READY_WITHIN_SECONDS));
        up.addAll(List.of(arguments));
        compose(up.toArray(String[]::new)).orFail("docker compose up");
    }

    Shell.Result compose(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker", "compose"));
        command.addAll(List.of(arguments));
        return Shell.run(command, CHECKOUT.toFile(), environment);
    }

    Shell.Result slipway(String... arguments) throws InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(CHECKOUT.resolve("slipway").toString()));
        command.addAll(List.of(arguments));
        return Shell.run(command, CHECKOUT.toFile(), environment);
    }

    Path repositories() {
        return home.resolve("repositories");
    }

    ConsoleClient console() {
        return new ConsoleClient(
                URI.create("http://127.0.0.1:" + CONSOLE),
                home.resolve("secrets").resolve("operator.token"));
    }

    List<String> containers() throws InterruptedException {
        return list("ps", "--all", "--format", "{{.Names}}", "--filter", OF_PROJECT);
    }

    /** Also the anonymous ones, which carry no label. */
    Set<String> volumes() throws InterruptedException {
        List<String> inspect = new ArrayList<>(List.of(
                "inspect",
                "--format",
                "{{range .Mounts}}{{if eq (print .Type) \"volume\"}}{{println .Name}}{{end}}{{end}}"));
        inspect.addAll(containers());
        Set<String> volumes = new TreeSet<>(list(inspect.toArray(String[]::new)));
        volumes.addAll(list("volume", "ls", "--quiet", "--filter", OF_PROJECT));
        return volumes;
    }

    List<String> networks() throws InterruptedException {
        return list("network", "ls", "--quiet", "--filter", OF_PROJECT);
    }

    /** Stacks and whatever else the services made on the engine. */
    List<String> made() throws InterruptedException {
        List<String> made = new ArrayList<>(list("service", "ls", "--quiet", "--filter", OF_INSTANCE));
        made.addAll(list("ps", "--all", "--quiet", "--filter", OF_INSTANCE));
        made.addAll(list("volume", "ls", "--quiet", "--filter", OF_INSTANCE));
        made.addAll(list("network", "ls", "--quiet", "--filter", OF_INSTANCE));
        return made;
    }

    /** Every healthy container by the name of its service. */
    List<String> healthy() throws InterruptedException {
        String service = "{{.Label \"com.docker.compose.service\"}}";
        return list("ps", "--format", service, "--filter", OF_PROJECT, "--filter", "health=healthy");
    }

    static List<String> list(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return Shell.run(command)
                .orFail("docker " + arguments[0])
                .output()
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    @Override
    public void close() throws InterruptedException {
        compose("down", "--volumes");
        slipway("down", "--volumes");
        // By name: the same image may bear somebody else's name too.
        String name = "{{.Repository}}:{{.Tag}}";
        for (String image : list("images", "--format", name, "--filter", "reference=slipway/*:" + VERSION)) {
            Shell.run(List.of("docker", "rmi", image));
        }
    }
}
