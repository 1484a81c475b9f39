package dev.slipway.pipelinefile.compose;

import dev.slipway.pipelinefile.yaml.YamlMapping;
import dev.slipway.pipelinefile.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a mapping key by key against its rules. */
final class RuledMapping {

    private RuledMapping() {}

    /** The allowed entries in normalised form and in the order of the file. */
    static Map<String, Object> read(YamlValue value, Map<String, KeyRule> rules) {
        var tree = new LinkedHashMap<String, Object>();
        if (!value.isMapping()) {
            // Opening it reports the mistake.
            value.mapping(allowedKeys(rules).toArray(String[]::new));
            return tree;
        }
        YamlMapping.entriesOf(value).forEach((key, entry) -> {
            switch (rules.get(key)) {
                case KeyRule.Allowed(var reader) -> {
                    var read = reader.read(entry);
                    if (read != null) {
                        tree.put(key, read);
                    }
                }
                case KeyRule.Refused(var reason, var instead) ->
                    entry.mistakeAtKey(entry.path(), "not allowed: " + reason, instead);
                case null -> YamlMapping.unknown(entry, key, allowedKeys(rules));
            }
        });
        return tree;
    }

    static List<String> allowedKeys(Map<String, KeyRule> rules) {
        return rules.entrySet().stream()
                .filter(rule -> rule.getValue() instanceof KeyRule.Allowed)
                .map(Map.Entry::getKey)
                .toList();
    }
}
