package dev.slipway.pipelinefile.compose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Functions on the neutral trees (maps, lists, texts, whole numbers, booleans) that a Compose file consists of. */
final class Tree {

    private Tree() {}

    static LinkedHashMap<String, Object> ofProject(List<Service> services, Collection<String> volumes) {
        var definitions = new LinkedHashMap<String, Object>();
        services.forEach(service -> definitions.put(service.name(), thawed(service.definition())));
        var tree = new LinkedHashMap<String, Object>();
        tree.put("services", definitions);
        if (!volumes.isEmpty()) {
            var declared = new LinkedHashMap<String, Object>();
            volumes.stream().sorted().forEach(volume -> declared.put(volume, new LinkedHashMap<String, Object>()));
            tree.put("volumes", declared);
        }
        return tree;
    }

    static Map<String, Object> frozen(Map<String, Object> tree) {
        var copy = new LinkedHashMap<String, Object>();
        tree.forEach((key, value) -> copy.put(key, frozenValue(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object frozenValue(Object value) {
        return switch (value) {
            case Map<?, ?> map -> frozen(asTree(map));
            case List<?> list -> list.stream().map(Tree::frozenValue).toList();
            default -> value;
        };
    }

    private static Object thawed(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, Object>();
                map.forEach((key, child) -> copy.put(String.valueOf(key), thawed(child)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<Object>();
                list.forEach(child -> copy.add(thawed(child)));
                yield copy;
            }
            default -> value;
        };
    }

    /** The same tree with every text (not the keys) changed. */
    static Map<String, Object> mapTexts(Map<String, Object> tree, UnaryOperator<String> change) {
        var copy = new LinkedHashMap<String, Object>();
        tree.forEach((key, value) -> copy.put(key, mapTextsOfValue(value, change)));
        return copy;
    }

    private static Object mapTextsOfValue(Object value, UnaryOperator<String> change) {
        return switch (value) {
            case String text -> change.apply(text);
            case Map<?, ?> map -> mapTexts(asTree(map), change);
            case List<?> list ->
                list.stream().map(child -> mapTextsOfValue(child, change)).toList();
            default -> value;
        };
    }

    static String text(Map<String, Object> tree, String key) {
        if (tree.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalStateException("no text under " + key);
    }

    static Map<String, String> texts(Map<String, Object> tree, String key) {
        var texts = new LinkedHashMap<String, String>();
        child(tree, key).forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return Collections.unmodifiableMap(texts);
    }

    /** The map under {@code key}, empty when there is none. */
    static Map<String, Object> child(Map<String, Object> tree, String key) {
        return tree.get(key) instanceof Map<?, ?> map ? asTree(map) : Map.of();
    }

    /** The maps in the list under {@code key}. */
    static List<Map<String, Object>> children(Map<String, Object> tree, String key) {
        if (!(tree.get(key) instanceof List<?> list)) {
            return List.of();
        }
        return list.stream()
                .<Map<String, Object>>mapMulti((child, found) -> {
                    if (child instanceof Map<?, ?> map) {
                        found.accept(asTree(map));
                    }
                })
                .toList();
    }

    private static Map<String, Object> asTree(Map<?, ?> map) {
        var tree = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> {
            if (value != null) {
                tree.put(String.valueOf(key), value);
            }
        });
        return tree;
    }
}
