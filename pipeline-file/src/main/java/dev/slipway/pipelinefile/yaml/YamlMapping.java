package dev.slipway.pipelinefile.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A mapping with known keys, being read. Unknown and duplicate keys are reported when it is opened. */
public final class YamlMapping {

    private final YamlValue value;
    private final Map<String, YamlValue> entries;
    private final List<String> allowed;
    private final boolean broken;

    private YamlMapping(YamlValue value, Map<String, YamlValue> entries, List<String> allowed, boolean broken) {
        this.value = value;
        this.entries = entries;
        this.allowed = allowed;
        this.broken = broken;
    }

    static YamlMapping open(YamlValue value, List<String> allowed) {
        if (!value.isMapping()) {
            value.mistake("is " + value.kind(), "a mapping with the keys " + String.join(", ", allowed));
            return new YamlMapping(value, Map.of(), allowed, true);
        }
        var entries = entriesOf(value);
        entries.forEach((key, entry) -> {
            if (!allowed.contains(key)) {
                unknown(entry, key, allowed);
            }
        });
        return new YamlMapping(value, entries, allowed, false);
    }

    /** Reports a key that nobody knows, with the one that was probably meant. */
    public static void unknown(YamlValue entry, String key, List<String> allowed) {
        var suggestion = Suggestion.among(allowed, key)
                .map(meant -> "did you mean \"" + meant + "\"? ")
                .orElse("");
        entry.mistakeAtKey(entry.path(), "unknown key", suggestion + "allowed: " + String.join(", ", allowed));
    }

    /** The entries of a mapping in the order of the file; keys that are no texts and duplicates are reported. */
    public static Map<String, YamlValue> entriesOf(YamlValue value) {
        var entries = new LinkedHashMap<String, YamlValue>();
        if (!(value.node() instanceof MappingNode mapping)) {
            return entries;
        }
        for (var tuple : mapping.getValue()) {
            var entry = entry(value, tuple.getKeyNode(), tuple.getValueNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
                entry.mistakeAtKey(value.path(), "a key is not a text", "a plain key");
                continue;
            }
            if ("<<".equals(scalar.getValue())) {
                entry.mistakeAtKey(entry.path(), "merge keys (<<) are not read", "write the keys out");
                continue;
            }
            var first = entries.putIfAbsent(scalar.getValue(), entry);
            if (first != null) {
                entry.mistakeAtKey(entry.path(), "duplicate key", "the first one is on line " + first.keyLine());
            }
        }
        return entries;
    }

    private static YamlValue entry(YamlValue parent, Node key, Node value) {
        var name = key instanceof ScalarNode scalar ? Mistakes.shown(scalar.getValue()) : "?";
        var path = parent.path().isEmpty() ? name : parent.path() + "." + name;
        var mark = key.getStartMark();
        return new YamlValue(
                parent.mistakes(),
                path,
                mark.map(YamlValue::line).orElse(parent.keyLine()),
                mark.map(YamlValue::column).orElse(parent.keyColumn()),
                value);
    }

    public Optional<YamlValue> value(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    public Set<String> keys() {
        return entries.keySet();
    }

    /** What stands under {@code key}; when it is missing, or cannot be read, that is reported and a stand-in returned. */
    public <T> T required(String key, ValueReader<T> reader, T standIn, String expected) {
        var entry = entries.get(key);
        if (entry == null) {
            missing(key, expected);
            return standIn;
        }
        return read(entry, reader, standIn);
    }

    /** What stands under {@code key}, or {@code otherwise} when the key is absent. */
    public <T> T optional(String key, ValueReader<T> reader, T otherwise) {
        var entry = entries.get(key);
        return entry == null ? otherwise : read(entry, reader, otherwise);
    }

    private static <T> T read(YamlValue entry, ValueReader<T> reader, T otherwise) {
        var read = reader.read(entry);
        return read == null ? otherwise : read;
    }

    /** Reports that {@code key} is missing, at the key that leads to this mapping; not when it is only misspelt. */
    public void missing(String key, String expected) {
        var isMisspelt = entries.keySet().stream()
                .filter(written -> !allowed.contains(written))
                .anyMatch(written ->
                        Suggestion.among(allowed, written).filter(key::equals).isPresent());
        if (!broken && !isMisspelt) {
            value.mistakeAtKey(value.path().isEmpty() ? key : value.path() + "." + key, "missing", expected);
        }
    }
}
