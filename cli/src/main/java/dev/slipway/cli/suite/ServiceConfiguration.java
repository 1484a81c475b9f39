package dev.slipway.cli.suite;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a service of the local suite is told, as a properties file of mode 0600: a password in the environment or the
 * arguments could be read in the process list.
 */
final class ServiceConfiguration {

    /** The zone that the local name server keeps. */
    static final String ZONE = "slipway.test";

    static final String TSIG_KEY = "slipway";

    /** Local repositories that may be built by file URL, besides the suite's own. */
    static final Path GIT_ROOT = Path.of("/srv/git");

    private static final String LEASE = "15s";

    private final SuiteHome home;
    private final Ports ports;
    private final Map<String, String> environment;

    ServiceConfiguration(SuiteHome home, Ports ports, Map<String, String> environment) {
        this.home = home;
        this.ports = ports;
        this.environment = environment;
    }

    /** Writes the file if its content changes. */
    Path write(Replica replica) {
        Path file = home.configuration(replica.word());
        SuiteFiles.replace(file, text(settings(replica)).getBytes(StandardCharsets.UTF_8));
        return file;
    }

    Map<String, String> settings(Replica replica) {
        Service service = replica.service();
        Map<String, String> settings = new TreeMap<>();
        settings.put("quarkus.http.port", Integer.toString(replica.port().number(ports)));
        settings.put(
                "quarkus.datasource.jdbc.url",
                "jdbc:postgresql://%s/%s?currentSchema=%s"
                        .formatted(ports.address(Port.POSTGRESQL), ServiceSchemas.DATABASE, service.word()));
        settings.put("quarkus.datasource.username", service.word());
        settings.put(
                "quarkus.datasource.password",
                Secrets.ensure(home.secret(ServiceSchemas.passwordFile(service.word()))));
        settings.put("kafka.bootstrap.servers", ports.address(Port.KAFKA));
        settings.put("slipway.instance", home.instance());
        settings.put("slipway.stage.lease", LEASE);
        settings.put("slipway.artifacts.directory", home.artifacts().toString());
        settings.put("slipway.secrets.directory", home.repositorySecrets().toString());
        settings.put("slipway.registry.address", ports.address(Port.REGISTRY));
        settings.put("slipway.access.token-files.operator", token("operator"));
        String engine = environment.get("DOCKER_HOST");
        if (engine != null) {
            settings.put("slipway.engine.host", engine);
        }
        settings.putAll(own(replica));
        return settings;
    }

    private Map<String, String> own(Replica replica) {
        String workspace =
                home.directory().resolve("workspace").resolve(replica.word()).toString();
        return switch (replica.service()) {
            case BUILDER ->
                Map.of(
                        "slipway.builder.mirrors",
                        mirrors(replica).toString(),
                        "slipway.builder.workspace",
                        workspace,
                        "slipway.builder.local-roots",
                        home.repositories() + "," + GIT_ROOT);
            case PACKAGER -> Map.of("slipway.packager.workspace", workspace);
            case TESTER -> Map.of();
            case DEPLOYER -> Map.of("slipway.deployer.domain", ZONE);
            case DNS ->
                Map.of(
                        "slipway.dns.zone",
                        ZONE,
                        "slipway.dns.rfc2136.server",
                        ports.address(Port.DNS),
                        "slipway.dns.rfc2136.key-name",
                        TSIG_KEY,
                        "slipway.dns.rfc2136.key-file",
                        home.secret("tsig.key").toString());
            case CONSOLE -> console();
        };
    }

    /** Each replica has its own: fetches into one mirror follow one another only within a process. */
    private Path mirrors(Replica replica) {
        Path mirrors = home.directory().resolve("mirrors");
        return replica.number() == 1 ? mirrors : mirrors.resolve("replica-" + replica.number());
    }

    private Map<String, String> console() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("slipway.access.token-files.hook", token("hook"));
        for (Service stage : Service.values()) {
            if (stage != Service.CONSOLE) {
                settings.put("slipway.console.stages." + stage.word(), "http://" + ports.address(stage.port()));
            }
        }
        return settings;
    }

    private String token(String role) {
        Path file = home.secret(role + ".token");
        Secrets.ensure(file);
        return file.toString();
    }

    private static String text(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory does not fail", e);
        }
        // The first line is the time of writing, which would make equal settings look different.
        return text.toString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
