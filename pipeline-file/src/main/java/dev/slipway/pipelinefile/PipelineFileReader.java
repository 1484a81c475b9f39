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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code slipway.yml}. Every method reads one section as far as it can and puts a stand-in where it cannot, so that
 * all mistakes are found in one pass; a result with stand-ins never leaves this class.
 */
public final class PipelineFileReader {

    private static final int MAXIMUM_BYTES = 1 << 20;
    private static final int MOST_COMPONENTS = 50;
    private static final RolloutPlan DEFAULT_ROLLOUT =
            new RolloutPlan(Strategy.ROLLING, 1, Duration.ofSeconds(2), Order.START_FIRST);

    private PipelineFileReader() {}

    /**
     * @param content the file as stored in the revision: UTF-8, at most 1 MiB
     * @param repository its clone URL or folder; a file without components has one of the repository's name
     */
    public static PipelineFileResult read(byte[] content, String repository) {
        var mistakes = new Mistakes(PipelineFile.NAME);
        var file = StrictYaml.read(content, MAXIMUM_BYTES, mistakes).map(root -> file(root, repository));
        if (file.isEmpty() || !mistakes.isEmpty()) {
            return new PipelineFileResult.Invalid(mistakes.list());
        }
        return new PipelineFileResult.Valid(file.get());
    }

    private static PipelineFile file(YamlValue root, String repository) {
        var fields = root.mapping("version", "components", "environments");
        fields.required("version", value -> value.integer(1, 1), 1, "write version: 1");
        var components = fields.optional(
                "components",
                PipelineFileReader::components,
                List.of(ComponentReader.withDefaults(Component.nameFrom(repository))));
        var environments = fields.optional("environments", PipelineFileReader::environments, List.<Environment>of());
        return new PipelineFile(components, environments);
    }

    private static List<Component> components(YamlValue value) {
        var expected = "components under their names; without the key there is one, named after the repository";
        if (!value.isMapping() || YamlMapping.entriesOf(value).isEmpty()) {
            value.mistake(value.isMapping() || value.isNull() ? "names no component" : "is not a mapping", expected);
            return List.of();
        }
        var entries = YamlMapping.entriesOf(value);
        if (entries.size() > MOST_COMPONENTS) {
            value.mistakeAtKey(value.path(), "has " + entries.size() + " components", "at most " + MOST_COMPONENTS);
        }
        var components = new ArrayList<Component>();
        var makers = new HashMap<String, String>();
        entries.forEach((name, entry) -> {
            checkName(name, entry);
            var component = ComponentReader.component(name, entry);
            components.add(component);
            var image = component.packaging().image();
            var other = image.isEmpty() ? null : makers.putIfAbsent(image, name);
            if (other != null) {
                entry.mistakeAtKey(
                        entry.path() + ".package.image",
                        "is " + image + ", which is the image of " + other + " too",
                        "an image of its own for each component");
            }
        });
        return components;
    }

    private static void checkName(String name, YamlValue entry) {
        if (!Values.NAME.matcher(name).matches()) {
            entry.mistakeAtKey(entry.path(), "not a valid name", Values.NAME_FORM);
        }
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
