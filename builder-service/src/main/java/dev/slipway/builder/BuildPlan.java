package dev.slipway.builder;

import dev.slipway.engine.ResourceLimits;
import dev.slipway.events.PipelineRun;
import dev.slipway.pipelinefile.Build;
import dev.slipway.pipelinefile.Component;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How exactly a component is built: the same push and file always give the same plan.
 *
 * @param path the component's folder in the repository
 * @param image as the pipeline file names it
 * @param lines shell lines in order; the first failing one ends the build
 * @param env the file's own values
 * @param given what Slipway sets besides; wins
 * @param folder absolute path of the component's folder in the container
 * @param caches absolute folders of the container that are kept between builds
 * @param artifacts patterns relative to the folder
 * @param secrets names
 */
public record BuildPlan(
        String component,
        String path,
        String image,
        List<String> lines,
        Map<String, String> env,
        Map<String, String> given,
        String folder,
        List<String> caches,
        List<String> artifacts,
        List<String> secrets,
        Duration timeout,
        ResourceLimits limits) {

    /** Where secrets lie in the container, a file each. */
    static final String SECRETS = "/run/secrets";

    /** Who builds: never root. */
    static final int BUILD_USER = 1000;

    static BuildPlan of(PipelineRun run, Component component, Build build, BuildLimits limits) {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("CI", "true");
        given.put("HOME", "/tmp");
        given.put("SLIPWAY_REF", run.ref());
        given.put("SLIPWAY_REVISION", run.revision());
        given.put("SLIPWAY_VERSION", run.version());
        return new BuildPlan(
                component.name(),
                component.path(),
                build.image(),
                build.run(),
                new TreeMap<>(build.env()),
                given,
                build.mount(),
                build.cache(),
                build.artifacts(),
                build.secrets(),
                build.timeout(),
                limits(build.limits(), limits));
    }

    private static ResourceLimits limits(Build.Limits wanted, BuildLimits most) {
        double cpus = Objects.requireNonNullElse(wanted.cpus(), most.cpus());
        int processes = Objects.requireNonNullElse(wanted.processes(), most.processes());
        return new ResourceLimits(
                wanted.memoryBytes(), Math.min(cpus, most.cpus()), Math.min(processes, most.processes()));
    }

    /** The whole environment of the container. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>(env);
        environment.putAll(given);
        return environment;
    }

    /** What the container runs: each line is shown before it is done. */
    List<String> command() {
        String script = lines.stream()
                .map(line -> "printf '%s\\n' " + quoted(announcement(line)) + "\n" + line)
                .collect(Collectors.joining("\n"));
        return List.of("sh", "-euc", script);
    }

    /** How the log shows that a line begins. */
    static String announcement(String line) {
        return "$ " + line.lines().findFirst().orElse("");
    }

    /**
     * What a person types in a clone to get the same build.
     *
     * @param volumes the caches' volumes by their folder in the container
     */
    String equivalentCommand(Map<String, String> volumes) {
        StringBuilder command = new StringBuilder("docker run --rm --cap-drop ALL --security-opt no-new-privileges");
        command.append(" --memory ").append(limits.memoryBytes());
        command.append(" --cpus ").append(limits.cpus());
        command.append(" --pids-limit ").append(limits.pids());
        command.append(" --user ").append(BUILD_USER).append(':').append(BUILD_USER);
        environment().forEach((name, value) -> command.append(" -e ").append(quoted(name + "=" + value)));
        new TreeMap<>(volumes)
                .forEach((target, volume) ->
                        command.append(" -v ").append(volume).append(':').append(target));
        secrets.forEach(name -> command.append(" -v \"$SECRETS\"/")
                .append(name + ":" + SECRETS + "/" + name)
                .append(":ro"));
        String clone = path.equals(".") ? "\"$PWD\"" : "\"$PWD\"/" + quoted(path);
        command.append(" -v ").append(clone).append(':').append(folder);
        command.append(" -w ").append(folder).append(' ').append(image);
        return command + " sh -euc " + quoted(String.join("\n", lines));
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./:=@-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
