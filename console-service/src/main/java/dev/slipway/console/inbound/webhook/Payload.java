package dev.slipway.console.inbound.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.console.domain.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A JSON body that is read strictly where it matters: what is missing is noted, and reading goes on. */
final class Payload {

    private final JsonNode json;
    private final String path;
    private final List<Problem> problems;

    Payload(JsonNode json) {
        this(json, "", new ArrayList<>());
    }

    private Payload(JsonNode json, String path, List<Problem> problems) {
        this.json = json;
        this.path = path;
        this.problems = problems;
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** The text at a dotted path; noted as a problem, and empty, when it is not there. */
    String text(String field) {
        String found = textOrNull(field);
        if (found == null) {
            problems.add(new Problem(path + field, "nothing", "a text, as this forge documents its pushes"));
            return "";
        }
        return found;
    }

    @Nullable
    String textOrNull(String field) {
        JsonNode node = at(field);
        return node.isTextual() && !node.textValue().isEmpty() ? node.textValue() : null;
    }

    /** The first of several texts that is there. */
    String firstText(String... fields) {
        return Stream.of(fields)
                .map(this::textOrNull)
                .filter(found -> found != null)
                .findFirst()
                .orElseGet(() -> text(fields[0]));
    }

    /** The objects of a list; noted as a problem, and empty, when there is no list. */
    List<Payload> list(String field) {
        JsonNode node = at(field);
        if (!node.isArray()) {
            problems.add(new Problem(path + field, "nothing", "a list, as this forge documents its pushes"));
            return List.of();
        }
        return StreamSupport.stream(node.spliterator(), false)
                .map(element -> new Payload(element, path + field + "[].", problems))
                .toList();
    }

    boolean has(String field) {
        return at(field).isObject();
    }

    private JsonNode at(String field) {
        return json.at("/" + field.replace('.', '/'));
    }
}
