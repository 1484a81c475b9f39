package dev.slipway.pipelinefile.compose;

import static dev.slipway.pipelinefile.compose.KeyRule.allowed;
import static dev.slipway.pipelinefile.compose.KeyRule.refused;

import dev.slipway.pipelinefile.yaml.Mistakes;
import dev.slipway.pipelinefile.yaml.StrictYaml;
import dev.slipway.pipelinefile.yaml.YamlMapping;
import dev.slipway.pipelinefile.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What stacks and test environments have in common: services and volumes, and that they refer to each other.
 *
 * @param root the whole file, for what is read beside them
 */
record Project(YamlValue root, List<Service> services, Set<String> volumes) {

    static final Pattern SERVICE_NAME = Pattern.compile("[a-z0-9]([a-z0-9_-]{0,38}[a-z0-9])?");
    static final String SERVICE_NAME_FORM =
            "lower-case letters, digits, hyphens and underscores, at most 40 characters";

    private static final int MAXIMUM_BYTES = 256 << 10;

    Project {
        services = List.copyOf(services);
        volumes = Set.copyOf(volumes);
    }

    /**
     * @param ownKeys further keys at the top level and their rules
     * @return empty when there is nothing to read; otherwise perhaps with mistakes
     */
    static Optional<Project> read(
            byte[] content,
            Set<String> components,
            Map<String, KeyRule> serviceRules,
            Map<String, KeyRule> ownKeys,
            Mistakes mistakes) {
        return StrictYaml.read(content, MAXIMUM_BYTES, mistakes).map(root -> {
            var services = new ArrayList<Service>();
            var volumes = new LinkedHashSet<String>();
            var rules = new LinkedHashMap<String, KeyRule>();
            rules.put("version", allowed(YamlValue::scalar));
            rules.put("services", allowed(value -> services.addAll(services(value, serviceRules))));
            rules.put("volumes", allowed(value -> volumes.addAll(volumes(value))));
            rules.putAll(ownKeys);
            rules.putAll(Refusals.OF_FILES);
            RuledMapping.read(root, rules);
            var entries = YamlMapping.entriesOf(root);
            if (root.isMapping() && !entries.containsKey("services")) {
                root.mistakeAtKey("services", "missing", "at least one service under its name");
            }
            Optional.ofNullable(entries.get("services")).ifPresent(value -> {
                VariableCheck.run(value, components);
                References.check(value, volumes);
            });
            return new Project(root, services, volumes);
        });
    }

    private static List<Service> services(YamlValue value, Map<String, KeyRule> rules) {
        var entries = YamlMapping.entriesOf(value);
        if (entries.isEmpty()) {
            value.mistake("names no service", "at least one service under its name");
        }
        var services = new ArrayList<Service>();
        entries.forEach((name, entry) -> {
            if (!SERVICE_NAME.matcher(name).matches()) {
                entry.mistakeAtKey(entry.path(), "not a valid name", SERVICE_NAME_FORM);
            }
            services.add(service(name, entry, rules));
        });
        return services;
    }

    private static Service service(String name, YamlValue value, Map<String, KeyRule> rules) {
        var definition = RuledMapping.read(value, rules);
        if (value.isMapping() && !YamlMapping.entriesOf(value).containsKey("image")) {
            value.mistakeAtKey(value.path() + ".image", "missing", "the image that runs");
        }
        // Swarm ignores the short key; as mounts of type tmpfs both engines understand it.
        if (definition.remove("tmpfs") instanceof List<?> tmpfs) {
            var mounts = new ArrayList<Object>();
            if (definition.get("volumes") instanceof List<?> volumes) {
                mounts.addAll(volumes);
            }
            mounts.addAll(tmpfs);
            definition.put("volumes", mounts);
        }
        return new Service(name, definition);
    }

    private static Set<String> volumes(YamlValue value) {
        if (value.isNull()) {
            return Set.of();
        }
        var rules = new LinkedHashMap<String, KeyRule>();
        var driver = refused("a driver can mount folders of the host", "write the volume's name only");
        rules.put("driver", driver);
        rules.put("driver_opts", driver);
        var foreign = refused("volumes belong to one project", "write the volume's name only");
        rules.put("external", foreign);
        rules.put("name", foreign);
        rules.put("labels", refused("labels of volumes are Slipway's", "write the volume's name only"));
        var volumes = value.map(
                Mounts.VOLUME_NAME,
                "lower-case letters, digits, dots, hyphens and underscores",
                entry -> entry.isNull() ? Map.<String, Object>of() : RuledMapping.read(entry, rules));
        return volumes == null ? Set.of() : volumes.keySet();
    }
}
