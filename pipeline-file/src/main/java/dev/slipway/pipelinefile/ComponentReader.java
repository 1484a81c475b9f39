package dev.slipway.pipelinefile;

import dev.slipway.pipelinefile.yaml.Values;
import dev.slipway.pipelinefile.yaml.YamlValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what stands below one component; like {@link PipelineFileReader}, with stand-ins where it cannot. */
final class ComponentReader {

    private static final Duration LONGEST_RUN = Duration.ofHours(24);
    private static final Duration SHORTEST_RUN = Duration.ofSeconds(1);
    private static final long LEAST_MEMORY = 16L << 20;
    private static final long MOST_MEMORY = 1L << 40;
    private static final double LEAST_CPUS = 0.1;
    private static final double MOST_CPUS = 256;
    private static final int MOST_PROCESSES = 100_000;
    private static final int MOST_LINES = 200;

    /** The engine hands all lines over as one argument, which the kernel bounds at 128 KiB. */
    private static final int MOST_CHARACTERS = 32_000;

    private ComponentReader() {}

    /** A component of which nothing is written: its folder holds a Dockerfile. */
    static Component withDefaults(String name) {
        return new Component(name, ".", null, new Packaging(name, "Dockerfile"), null);
    }

    static Component component(String name, YamlValue value) {
        if (value.isNull()) {
            return withDefaults(name);
        }
        var fields = value.mapping("path", "build", "package", "test");
        var path = fields.optional("path", Values.path(), ".");
        var build = fields.value("build").map(ComponentReader::build).orElse(null);
        var packaging = fields.optional(
                "package", section -> PackagingReader.read(section, name), new Packaging(name, "Dockerfile"));
        var test = fields.value("test").map(section -> test(section, build)).orElse(null);
        return new Component(name, path, build, packaging, test);
    }

    private static Build build(YamlValue value) {
        var fields = value.mapping(
                "image",
                "mount",
                "env",
                "run",
                "cache",
                "artifacts",
                "secrets",
                "timeout",
                "memory",
                "cpus",
                "processes");
        var mount = fields.optional("mount", Values.containerFolder(), Build.DEFAULT_MOUNT);
        return new Build(
                fields.required("image", Values.image(), "", "the builder image, such as golang:1.24"),
                mount,
                fields.optional("env", ComponentReader::env, Map.of()),
                fields.required("run", ComponentReader::lines, List.of(), "one shell line or a list of them"),
                fields.optional("cache", section -> section.list(folder -> cache(folder, mount)), List.of()),
                fields.required(
                        "artifacts",
                        section -> section.oneOrMore(Values.path()),
                        List.of(),
                        "files, folders or globs that the build leaves"),
                fields.optional("secrets", section -> section.list(ComponentReader::secret), List.of()),
                fields.optional("timeout", Values.duration(SHORTEST_RUN, LONGEST_RUN), Duration.ofMinutes(20)),
                new Build.Limits(
                        fields.optional("memory", Values.size(LEAST_MEMORY, MOST_MEMORY), 2L << 30),
                        fields.value("cpus")
                                .map(cpus ->
                                        Values.number(LEAST_CPUS, MOST_CPUS).read(cpus))
                                .orElse(null),
                        fields.value("processes")
                                .map(processes -> processes.integer(1, MOST_PROCESSES))
                                .orElse(null)));
    }

    private static @Nullable String cache(YamlValue value, String mount) {
        var folder = Values.containerFolder().read(value);
        if (folder != null && (folder + "/").startsWith(mount + "/")) {
            value.mistake(
                    "\"" + folder + "\" lies in the component's folder " + mount,
                    "a folder outside, to which the build's tools are pointed");
            return null;
        }
        return folder;
    }

    private static @Nullable String secret(YamlValue value) {
        return value.text(Values.VARIABLE, "the name of a secret: " + Values.VARIABLE_FORM);
    }

    private static Map<String, String> env(YamlValue value) {
        var env = value.map(Values.VARIABLE, Values.VARIABLE_FORM, YamlValue::scalar);
        return env == null ? Map.of() : env;
    }

    private static List<String> lines(YamlValue value) {
        var lines = value.oneOrMore(Values.line());
        if (lines == null) {
            return List.of();
        }
        var characters = lines.stream().mapToInt(String::length).sum();
        if (lines.size() > MOST_LINES || characters > MOST_CHARACTERS) {
            value.mistake(
                    "has " + lines.size() + " lines with " + characters + " characters",
                    "at most " + MOST_LINES + " lines with " + MOST_CHARACTERS
                            + " characters: put them into a script of the repository");
        }
        return lines;
    }

    private static IntegrationTest test(YamlValue value, @Nullable Build build) {
        var fields = value.mapping("compose", "image", "run", "reports", "timeout");
        return new IntegrationTest(
                fields.required("compose", Values.path(), "", "the Compose file of the test's environment"),
                build == null
                        ? fields.required(
                                "image",
                                Values.image(),
                                "",
                                "the image of the container that runs the script; there is no build.image to take")
                        : fields.optional("image", Values.image(), build.image()),
                fields.required("run", ComponentReader::lines, List.of(), "one shell line or a list of them"),
                fields.optional("reports", section -> section.list(Values.path()), List.of()),
                fields.optional("timeout", Values.duration(SHORTEST_RUN, LONGEST_RUN), Duration.ofMinutes(10)));
    }
}
