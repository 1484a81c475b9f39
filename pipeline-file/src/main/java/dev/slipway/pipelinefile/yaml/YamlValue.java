package dev.slipway.pipelinefile.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One value of a file with its place.
 *
 * @param path keys from the top
 * @param keyLine place of the key that leads to the value, from 1
 */
public record YamlValue(Mistakes mistakes, String path, int keyLine, int keyColumn, Node node) {

    /** Reports a mistake in the value itself. */
    public void mistake(String problem, String expected) {
        var mark = node.getStartMark();
        if (isNull() || mark.isEmpty()) {
            mistakeAtKey(path, problem, expected);
        } else {
            mistakes.add(line(mark.get()), column(mark.get()), path, problem, expected);
        }
    }

    /** Reports a mistake at the key that leads to the value. */
    public void mistakeAtKey(String pathOfMistake, String problem, String expected) {
        mistakes.add(keyLine, keyColumn, pathOfMistake, problem, expected);
    }

    /** Whether nothing is written: {@code key:} or {@code null}. */
    public boolean isNull() {
        return Tag.NULL.equals(node.getTag());
    }

    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    private boolean isText() {
        // The library gives a scalar like ${NAME} a tag of its own; to YAML it is a text.
        return Tag.STR.equals(node.getTag()) || Tag.ENV_TAG.equals(node.getTag());
    }

    /** A text that is not empty; a number or boolean is a mistake. */
    public @Nullable String text() {
        if (node instanceof ScalarNode scalar && isText()) {
            if (scalar.getValue().isBlank()) {
                mistake("is an empty text", "a text");
                return null;
            }
            return scalar.getValue();
        }
        if (node instanceof ScalarNode && !isNull()) {
            mistake("is " + kind(), "a text: write it in quotes");
        } else {
            mistake("is " + kind(), "a text");
        }
        return null;
    }

    /** A text, number or boolean just as written, may be the empty text. */
    public @Nullable String scalar() {
        if (node instanceof ScalarNode scalar && !isNull()) {
            return scalar.getValue();
        }
        mistake("is " + kind(), isNull() ? "a text; \"\" for the empty one" : "a text");
        return null;
    }

    /** A text of a given form. */
    public @Nullable String text(Pattern form, String expected) {
        var text = text();
        if (text != null && !form.matcher(text).matches()) {
            mistake("\"" + Mistakes.shown(text) + "\" is not valid", expected);
            return null;
        }
        return text;
    }

    public @Nullable Integer integer(int minimum, int maximum) {
        var expected = minimum == maximum ? "write " + minimum : "a whole number from " + minimum + " to " + maximum;
        if (!(node instanceof ScalarNode scalar) || !Tag.INT.equals(node.getTag())) {
            mistake("is " + kind(), expected);
            return null;
        }
        try {
            var number = Integer.parseInt(scalar.getValue());
            if (number >= minimum && number <= maximum) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Too large, or in a notation nobody needs here (0x10): told like any other number out of range.
        }
        mistake(Mistakes.shown(scalar.getValue()) + " is out of range", expected);
        return null;
    }

    public @Nullable Boolean bool() {
        if (node instanceof ScalarNode scalar && Tag.BOOL.equals(node.getTag())) {
            return Boolean.valueOf(scalar.getValue());
        }
        mistake("is " + kind(), "true or false");
        return null;
    }

    /** The items that could be read; null when the value is no list. */
    public <T> @Nullable List<T> list(ValueReader<T> reader) {
        if (!(node instanceof SequenceNode sequence)) {
            mistake("is " + kind(), "a list");
            return null;
        }
        var items = new ArrayList<T>();
        for (var index = 0; index < sequence.getValue().size(); index++) {
            var item =
                    reader.read(at(path + "[" + index + "]", sequence.getValue().get(index)));
            if (item != null) {
                items.add(item);
            }
        }
        return items;
    }

    /** One value or a list of at least one. */
    public <T> @Nullable List<T> oneOrMore(ValueReader<T> reader) {
        if (node instanceof SequenceNode sequence) {
            if (sequence.getValue().isEmpty()) {
                mistake("is an empty list", "at least one item");
                return null;
            }
            return list(reader);
        }
        var single = reader.read(this);
        return single == null ? null : List.of(single);
    }

    /** A mapping with keys of the author's choice. */
    public <T> @Nullable Map<String, T> map(Pattern keyForm, String expectedKey, ValueReader<T> reader) {
        if (!(node instanceof MappingNode)) {
            mistake("is " + kind(), "a mapping");
            return null;
        }
        var map = new LinkedHashMap<String, T>();
        YamlMapping.entriesOf(this).forEach((key, value) -> {
            if (!keyForm.matcher(key).matches()) {
                value.mistakeAtKey(value.path(), "not a valid name", expectedKey);
            }
            var read = reader.read(value);
            if (read != null) {
                map.put(key, read);
            }
        });
        return map;
    }

    /** A mapping with known keys; anything else but a mapping is a mistake, and reads as an empty one. */
    public YamlMapping mapping(String... allowed) {
        return YamlMapping.open(this, List.of(allowed));
    }

    /** The text of a scalar, without judging it. */
    public Optional<String> plainText() {
        return node instanceof ScalarNode scalar && !isNull() ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /** Calls {@code visitor} with each item of a list. */
    public void eachItem(Consumer<YamlValue> visitor) {
        list(item -> {
            visitor.accept(item);
            return item;
        });
    }

    /** Calls {@code visitor} with every scalar below, each written one once however often it is aliased. */
    public void eachText(BiConsumer<YamlValue, String> visitor) {
        eachText(visitor, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private void eachText(BiConsumer<YamlValue, String> visitor, Set<Node> seen) {
        if (!seen.add(node)) {
            return;
        }
        switch (node) {
            case ScalarNode scalar -> visitor.accept(this, scalar.getValue());
            case SequenceNode sequence -> eachItem(item -> item.eachText(visitor, seen));
            case MappingNode mapping ->
                YamlMapping.entriesOf(this).values().forEach(entry -> entry.eachText(visitor, seen));
            default -> throw new IllegalStateException("an alias is left in a composed tree");
        }
    }

    private YamlValue at(String itsPath, Node item) {
        var mark = item.getStartMark();
        return new YamlValue(
                mistakes,
                itsPath,
                mark.map(YamlValue::line).orElse(keyLine),
                mark.map(YamlValue::column).orElse(keyColumn),
                item);
    }

    String kind() {
        return switch (node) {
            case MappingNode mapping -> "a mapping";
            case SequenceNode sequence -> "a list";
            default -> {
                if (isText()) {
                    yield "a text";
                }
                yield isNull() ? "empty" : Tag.BOOL.equals(node.getTag()) ? "true or false" : "a number";
            }
        };
    }

    static int line(Mark mark) {
        return mark.getLine() + 1;
    }

    static int column(Mark mark) {
        return mark.getColumn() + 1;
    }
}
