package dev.slipway.pipelinefile;

import dev.slipway.pipelinefile.RolloutPlan.Order;
import dev.slipway.pipelinefile.RolloutPlan.Strategy;
import dev.slipway.pipelinefile.yaml.Mistakes;
import dev.slipway.pipelinefile.yaml.StrictYaml;
import dev.slipway.pipelinefile.yaml.Values;
import dev.slipway.pipelinefile.yaml.YamlMapping;
import dev.slipway.pipelinefile.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code slipway.yml}. Every method reads one section as far as it can and puts a stand-in where it cannot, so that
 * all mistakes are found in one pass; a result with stand-ins never leaves this class.
 */
public final class PipelineFileReader {

    private static final int MAXIMUM_BYTES = 1 << 20;
    private static final Duration LONGEST_RUN = Duration.ofHours(24);
    private static final Duration SHORTEST_RUN = Duration.ofSeconds(1);
    private static final long LEAST_MEMORY = 16L << 20;
    private static final long MOST_MEMORY = 1L << 40;
    private static final RolloutPlan DEFAULT_ROLLOUT =
            new RolloutPlan(Strategy.ROLLING, 1, Duration.ofSeconds(2), Order.START_FIRST);

    private PipelineFileReader() {}

    /** @param content the file as stored in the revision: UTF-8, at most 1 MiB */
    public static PipelineFileResult read(byte[] content) {
        var mistakes = new Mistakes(PipelineFile.NAME);
        var file = StrictYaml.read(content, MAXIMUM_BYTES, mistakes).flatMap(PipelineFileReader::file);
        if (file.isEmpty() || !mistakes.isEmpty()) {
            return new PipelineFileResult.Invalid(mistakes.list());
        }
        return new PipelineFileResult.Valid(file.get());
    }

    private static Optional<PipelineFile> file(YamlValue root) {
        var fields = root.mapping("version", "components", "environments");
        fields.required("version", value -> value.integer(1, 1), 1, "write version: 1");
        var components = fields.required(
                "components", PipelineFileReader::components, List.<Component>of(), "one component under its name");
        var environments = fields.optional("environments", PipelineFileReader::environments, List.<Environment>of());
        return components.stream().findFirst().map(component -> new PipelineFile(component, environments));
    }

    private static List<Component> components(YamlValue value) {
        if (!value.isMapping() || YamlMapping.entriesOf(value).isEmpty()) {
            value.mistake(
                    value.isMapping() || value.isNull() ? "names no component" : "is not a mapping",
                    "one component under its name");
            return List.of();
        }
        var components = new ArrayList<Component>();
        YamlMapping.entriesOf(value).forEach((name, entry) -> {
            checkName(name, entry);
            if (!components.isEmpty()) {
                entry.mistakeAtKey(
                        entry.path(), "a second component", "this version builds one component per repository");
            }
            components.add(component(name, entry));
        });
        return components;
    }

    private static void checkName(String name, YamlValue entry) {
        if (!Values.NAME.matcher(name).matches()) {
            entry.mistakeAtKey(entry.path(), "not a valid name", Values.NAME_FORM);
        }
    }

    private static Component component(String name, YamlValue value) {
        var fields = value.mapping("path", "build", "package", "test");
        var path = fields.optional("path", Values.path(), ".");
        var build = fields.required(
                "build",
                PipelineFileReader::build,
                new Build("", Map.of(), List.of(), List.of(), Duration.ZERO, 0),
                "how the component is built: image, run, artifacts");
        var packaging = fields.required(
                "package",
                PackagingReader::read,
                new Packaging("", ""),
                "how its image is made: image, dockerfile");
        var test = fields.required(
                "test",
                section -> test(section, build.image()),
                new IntegrationTest("", "", List.of(), List.of(), Duration.ZERO),
                "how its image is tested: compose, run");
        return new Component(name, path, build, packaging, test);
    }

    private static Build build(YamlValue value) {
        var fields = value.mapping("image", "env", "run", "artifacts", "timeout", "memory");
        return new Build(
                fields.required("image", Values.image(), "", "the builder image, such as golang:1.24"),
                fields.optional("env", PipelineFileReader::env, Map.of()),
                fields.required("run", PipelineFileReader::lines, List.of(), "one shell line or a list of them"),
                fields.required(
                        "artifacts",
                        section -> section.oneOrMore(Values.path()),
                        List.of(),
                        "files, folders or globs that the build leaves"),
                fields.optional("timeout", Values.duration(SHORTEST_RUN, LONGEST_RUN), Duration.ofMinutes(20)),
                fields.optional("memory", Values.size(LEAST_MEMORY, MOST_MEMORY), 2L << 30));
    }

    private static Map<String, String> env(YamlValue value) {
        var env = value.map(Values.VARIABLE, Values.VARIABLE_FORM, YamlValue::scalar);
        return env == null ? Map.of() : env;
    }

    private static List<String> lines(YamlValue value) {
        var lines = value.oneOrMore(Values.line());
        return lines == null ? List.of() : lines;
    }

    private static IntegrationTest test(YamlValue value, String builderImage) {
        var fields = value.mapping("compose", "image", "run", "reports", "timeout");
        return new IntegrationTest(
                fields.required("compose", Values.path(), "", "the Compose file of the test's environment"),
                fields.optional("image", Values.image(), builderImage),
                fields.required("run", PipelineFileReader::lines, List.of(), "one shell line or a list of them"),
                fields.optional("reports", section -> section.list(Values.path()), List.of()),
                fields.optional("timeout", Values.duration(SHORTEST_RUN, LONGEST_RUN), Duration.ofMinutes(10)));
    }

    private static List<Environment> environments(YamlValue value) {
        if (value.isNull()) {
            return List.of();
        }
        if (!value.isMapping()) {
            value.mistake("is not a mapping", "environments under their names");
            return List.of();
        }
        var environments = new ArrayList<Environment>();
        YamlMapping.entriesOf(value).forEach((name, entry) -> {
            checkName(name, entry);
            environments.add(environment(name, entry));
        });
        return environments;
    }

    private static Environment environment(String name, YamlValue value) {
        var fields = value.mapping("follow", "stack", "rollout");
        return new Environment(
                name,
                fields.required(
                        "follow",
                        PipelineFileReader::refPattern,
                        new RefPattern("stand-in"),
                        "a branch such as develop, or a pattern for tags such as \"v*\""),
                fields.required("stack", Values.path(), "", "the stack file, such as deploy/stack.yml"),
                fields.optional("rollout", PipelineFileReader::rollout, DEFAULT_ROLLOUT));
    }

    private static @Nullable RefPattern refPattern(YamlValue value) {
        var text = value.text();
        if (text == null) {
            return null;
        }
        if (!RefPattern.isValid(text)) {
            value.mistake(
                    "\"" + Mistakes.shown(text) + "\" is not valid",
                    "a branch such as develop, a pattern for tags such as \"v*\", or a full ref name");
            return null;
        }
        return new RefPattern(text);
    }

    private static RolloutPlan rollout(YamlValue value) {
        var fields = value.mapping("strategy", "batch", "interval", "order");
        return new RolloutPlan(
                fields.optional(
                        "strategy", Values.choice(Map.of("rolling", Strategy.ROLLING)), DEFAULT_ROLLOUT.strategy()),
                fields.optional("batch", number -> number.integer(1, 1000), DEFAULT_ROLLOUT.batch()),
                fields.optional(
                        "interval", Values.duration(Duration.ZERO, Duration.ofHours(1)), DEFAULT_ROLLOUT.interval()),
                fields.optional(
                        "order",
                        Values.choice(Map.of("start-first", Order.START_FIRST, "stop-first", Order.STOP_FIRST)),
                        DEFAULT_ROLLOUT.order()));
    }
}
