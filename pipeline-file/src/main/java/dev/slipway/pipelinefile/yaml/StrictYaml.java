package dev.slipway.pipelinefile.yaml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * Turns bytes of a repository into one YAML value: UTF-8, one document, bounded in size, depth and aliases, without
 * tags. Duplicate keys are found later, by {@link YamlMapping}.
 */
public final class StrictYaml {

    private static final int MAXIMUM_DEPTH = 50;
    private static final int MAXIMUM_ALIASES = 50;

    private StrictYaml() {}

    /** The file's value; empty when there is none to read, and {@code mistakes} says why. */
    public static Optional<YamlValue> read(byte[] content, int maximumBytes, Mistakes mistakes) {
        if (content.length > maximumBytes) {
            mistakes.add(
                    1,
                    1,
                    "",
                    "the file has " + content.length + " bytes",
                    "at most " + maximumBytes + " bytes are read");
            return Optional.empty();
        }
        var text = decode(content, mistakes);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return compose(text, mistakes);
        } catch (MarkedYamlEngineException e) {
            var mark = e.getProblemMark().or(e::getContextMark);
            mistakes.add(
                    mark.map(Mark::getLine).orElse(0) + 1,
                    mark.map(Mark::getColumn).orElse(0) + 1,
                    "",
                    "not YAML: " + Mistakes.shown(String.valueOf(e.getProblem())),
                    "check the indentation and the quotes around this place");
        } catch (ReaderException e) {
            var before = text.substring(0, Math.min(text.length(), e.getPosition()));
            mistakes.add(
                    (int) before.lines().count() + (before.isEmpty() || before.endsWith("\n") ? 1 : 0),
                    before.length() - before.lastIndexOf('\n'),
                    "",
                    "not YAML: a character that is not allowed, U+%04X".formatted(e.getCodePoint()),
                    "remove it");
        } catch (YamlEngineException e) {
            mistakes.add(1, 1, "", "not YAML: " + Mistakes.shown(String.valueOf(e.getMessage())), "");
        }
        return Optional.empty();
    }

    private static @Nullable String decode(byte[] content, Mistakes mistakes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            mistakes.add(1, 1, "", "the file is not UTF-8 text", "save it as UTF-8");
            return null;
        }
    }

    private static Optional<YamlValue> compose(String text, Mistakes mistakes) {
        var settings = LoadSettings.builder()
                // Not the core schema: its merge keys (<<) never come to an end on a mapping that merges itself.
                .setSchema(new JsonSchema())
                .setCodePointLimit(Math.max(1, text.length()))
                .setMaxAliasesForCollections(MAXIMUM_ALIASES)
                .build();
        if (!isBounded(text, settings, mistakes)) {
            return Optional.empty();
        }
        var node = new Compose(settings).composeString(text);
        if (node.isEmpty()) {
            mistakes.add(1, 1, "", "the file is empty", "");
        }
        return node.map(root -> new YamlValue(mistakes, "", 1, 1, root));
    }

    /** Looks at the events first: composing recurses, events do not, so no depth can exhaust the stack. */
    private static boolean isBounded(String text, LoadSettings settings, Mistakes mistakes) {
        var depth = 0;
        var aliases = 0;
        var documents = 0;
        for (var event : new Parse(settings).parseString(text)) {
            switch (event) {
                case CollectionStartEvent start -> {
                    depth++;
                    if (start.getTag().isPresent()) {
                        return refuse(event, "tags (!) are not allowed", "remove the tag", mistakes);
                    }
                }
                case ScalarEvent scalar
                when scalar.getTag().isPresent() -> {
                    return refuse(event, "tags (!) are not allowed", "remove the tag", mistakes);
                }
                case AliasEvent alias -> aliases++;
                case DocumentStartEvent document -> documents++;
                default -> depth -= isEndOfCollection(event) ? 1 : 0;
            }
            if (depth > MAXIMUM_DEPTH) {
                return refuse(event, "nested deeper than " + MAXIMUM_DEPTH + " levels", "", mistakes);
            }
            if (aliases > MAXIMUM_ALIASES) {
                return refuse(event, "more than " + MAXIMUM_ALIASES + " aliases (*)", "write it out", mistakes);
            }
            if (documents > 1) {
                return refuse(event, "a second document (---)", "one document per file", mistakes);
            }
        }
        return true;
    }

    private static boolean isEndOfCollection(Event event) {
        return event.getEventId() == Event.ID.MappingEnd || event.getEventId() == Event.ID.SequenceEnd;
    }

    private static boolean refuse(Event event, String problem, String expected, Mistakes mistakes) {
        var mark = event.getStartMark();
        mistakes.add(
                mark.map(Mark::getLine).orElse(0) + 1, mark.map(Mark::getColumn).orElse(0) + 1, "", problem, expected);
        return false;
    }
}
