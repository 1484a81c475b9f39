package dev.slipway.builder;

import dev.slipway.events.PipelineRun;
import dev.slipway.pipelinefile.Component;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How exactly a component is built: the same push and file always give the same plan.
 *
 * @param lines shell lines in order; the first failing one ends the build
 * @param env the file's own values; what Slipway sets wins
 * @param folder absolute path of the component's folder in the container
 * @param artifacts patterns relative to the folder
 */
public record BuildPlan(
        String component,
        String image,
        List<String> lines,
        Map<String, String> env,
        String folder,
        List<String> artifacts,
        Duration timeout,
        long memoryBytes) {

    /** Where the revision's tree lies in the container. */
    public static final String WORKSPACE = "/workspace";

    /** Who builds: never root. */
    static final int BUILD_USER = 1000;

    static BuildPlan of(PipelineRun run, Component component) {
        Map<String, String> env = new LinkedHashMap<>(component.build().env());
        env.put("CI", "true");
        env.put("HOME", "/tmp");
        env.put("SLIPWAY_REF", run.ref());
        env.put("SLIPWAY_REVISION", run.revision());
        env.put("SLIPWAY_VERSION", run.version());
        return new BuildPlan(
                component.name(),
                component.build().image(),
                component.build().run(),
                env,
                component.path().equals(".") ? WORKSPACE : WORKSPACE + "/" + component.path(),
                component.build().artifacts(),
                component.build().timeout(),
                component.build().memoryBytes());
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

    /** What a person types in the folder of a clone to get the same build. */
    String equivalentCommand() {
        String variables = env.entrySet().stream()
                .map(entry -> " -e " + quoted(entry.getKey() + "=" + entry.getValue()))
                .collect(Collectors.joining());
        return "docker run --rm --cap-drop ALL --security-opt no-new-privileges --memory " + memoryBytes + " --user "
                + BUILD_USER + ":" + BUILD_USER + variables + " -v \"$PWD\":" + WORKSPACE + " -w " + quoted(folder)
                + " "
                + image + " sh -euc " + quoted(String.join("\n", lines));
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./:=@-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
