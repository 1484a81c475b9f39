package dev.slipway.cli.suite;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where a suite's programs and its state lie.
 *
 * @param checkout the sources with their built modules
 * @param directory everything that the suite keeps, apart from container volumes; absolute
 * @param instance label value that tells this suite's containers from those of another on the same engine
 */
public record SuiteHome(Path checkout, Path directory, String instance) {

    public static SuiteHome of(Map<String, String> environment) {
        Path checkout = Path.of(environment.getOrDefault("SLIPWAY_ROOT", "."))
                .toAbsolutePath()
                .normalize();
        Path directory = checkout.resolve(environment.getOrDefault("SLIPWAY_HOME", ".slipway"))
                .normalize();
        return new SuiteHome(checkout, directory, environment.getOrDefault("SLIPWAY_INSTANCE", "local"));
    }

    public Path ports() {
        return directory.resolve("ports.properties");
    }

    public Path log(String part) {
        return directory.resolve("logs").resolve(part + ".log");
    }

    Path pidFile(String part) {
        return directory.resolve("run").resolve(part + ".pid");
    }

    /** How many replicas the suite was started with. */
    Path scale() {
        return directory.resolve("run").resolve("scale");
    }

    Path supervisorLock() {
        return directory.resolve("run").resolve("supervisor.lock");
    }

    Path report() {
        return directory.resolve("run").resolve("suite.json");
    }

    Path configuration(String service) {
        return directory.resolve("config").resolve(service + ".properties");
    }

    public Path secret(String name) {
        return directory.resolve("secrets").resolve(name);
    }

    /** Bare repositories that the demo makes; the builder may clone from here. */
    public Path repositories() {
        return directory.resolve("repositories");
    }

    /** What an operator keeps for builds; laid out as docs/pipeline-file.md says. */
    Path repositorySecrets() {
        return directory.resolve("build-secrets");
    }

    Path artifacts() {
        return directory.resolve("artifacts");
    }

    public Path certificates() {
        return directory.resolve("certificates");
    }

    /** Deletes what the suite made in its directory, and the directory itself if nothing else lies in it. */
    void forget() {
        for (String name : List.of(
                "artifacts",
                "certificates",
                "config",
                "kafka",
                "logs",
                "mirrors",
                "postgresql",
                "repositories",
                "run",
                "secrets",
                "workspace",
                "ports.properties")) {
            SuiteFiles.delete(directory.resolve(name));
        }
        directory.toFile().delete();
    }

    /** Name of a container or volume of this suite: plain for the usual instance, so that people find it. */
    String dockerName(String part) {
        return instance.equals("local") ? "slipway-" + part : "slipway-" + part + "-" + instance;
    }
}
