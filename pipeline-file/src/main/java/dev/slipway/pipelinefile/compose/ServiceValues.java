package dev.slipway.pipelinefile.compose;

import dev.slipway.pipelinefile.yaml.Mistakes;
import dev.slipway.pipelinefile.yaml.ValueReader;
import dev.slipway.pipelinefile.yaml.Values;
import dev.slipway.pipelinefile.yaml.YamlValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Readers of the values of a service, each into its normalised form. */
final class ServiceValues {

    static final Pattern ABSOLUTE_PATH = Pattern.compile("/(?!.*(?:^|/)\\.\\.(?:/|$))[^\\s:\\\\,]*");
    static final String ABSOLUTE_PATH_FORM = "an absolute path in the container";

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_./-]*");
    private static final Pattern CPUS = Pattern.compile("\\d{1,3}(\\.\\d{1,3})?");
    private static final long LEAST_MEMORY = 4L << 20;
    private static final long MOST_MEMORY = 1L << 40;

    private ServiceValues() {}

    /** An image, in which variables may stand for parts. */
    static @Nullable String image(YamlValue value) {
        var text = value.text();
        if (text == null || Values.isImage(Variables.DOLLAR.matcher(text).replaceAll("x"))) {
            return text;
        }
        value.mistake(
                "\"" + Mistakes.shown(text) + "\" is not valid",
                "an image such as postgres:17 or ${IMAGE_auth_service}");
        return null;
    }

    /** A shell line, or a list of arguments. */
    static @Nullable Object command(YamlValue value) {
        return value.isList() ? value.list(YamlValue::scalar) : value.text();
    }

    /** A mapping or a list of {@code KEY=value}. */
    static @Nullable Map<String, String> environment(YamlValue value) {
        return texts(
                value,
                Values.VARIABLE,
                Values.VARIABLE_FORM,
                "takes its value from the environment of Slipway itself, which is empty");
    }

    /** A mapping or a list of {@code key=value}; names of Docker and Slipway are taken. */
    static @Nullable Map<String, String> labels(YamlValue value) {
        var labels = texts(value, LABEL, "letters, digits, dots, slashes, hyphens", "has no value");
        if (labels != null) {
            labels.keySet().stream()
                    .filter(label -> label.startsWith("com.docker.") || label.startsWith("dev.slipway."))
                    .forEach(label -> value.mistakeAtKey(
                            value.path() + "." + Mistakes.shown(label),
                            "not allowed: labels of Docker and Slipway say whom a container belongs to",
                            "choose a prefix of your own"));
        }
        return labels;
    }

    private static @Nullable Map<String, String> texts(
            YamlValue value, Pattern keyForm, String expectedKey, String withoutValue) {
        if (!value.isList()) {
            return value.map(keyForm, expectedKey, YamlValue::scalar);
        }
        var texts = new LinkedHashMap<String, String>();
        value.list(item -> {
            var text = item.text();
            if (text == null) {
                return null;
            }
            var equals = text.indexOf('=');
            if (equals < 0) {
                item.mistake("\"" + Mistakes.shown(text) + "\" " + withoutValue, "NAME=value");
            } else if (!keyForm.matcher(text.substring(0, equals)).matches()) {
                item.mistake("\"" + Mistakes.shown(text) + "\" is not valid", "NAME=value, NAME of " + expectedKey);
            } else {
                texts.put(text.substring(0, equals), text.substring(equals + 1));
            }
            return text;
        });
        return texts;
    }

    static Map<String, Object> healthCheck(YamlValue value) {
        var duration = writtenDuration(Duration.ofMillis(1), Duration.ofHours(1));
        var rules = new LinkedHashMap<String, KeyRule>();
        rules.put("test", KeyRule.allowed(ServiceValues::healthTest));
        rules.put("interval", KeyRule.allowed(duration));
        rules.put("timeout", KeyRule.allowed(duration));
        rules.put("retries", KeyRule.allowed(number -> number.integer(1, 1000)));
        rules.put("start_period", KeyRule.allowed(writtenDuration(Duration.ZERO, Duration.ofHours(1))));
        var healthCheck = RuledMapping.read(value, rules);
        if (value.isMapping() && !healthCheck.containsKey("test")) {
            value.mapping(rules.keySet().toArray(String[]::new))
                    .required("test", ServiceValues::command, "", "one shell line or [ CMD, program, argument ]");
        }
        return healthCheck;
    }

    private static @Nullable Object healthTest(YamlValue value) {
        if (!value.isList()) {
            return value.text();
        }
        var test = value.list(YamlValue::scalar);
        if (test == null || (test.size() > 1 && List.of("CMD", "CMD-SHELL").contains(test.getFirst()))) {
            return test;
        }
        value.mistake("does not start with CMD or CMD-SHELL", "[ CMD, program, argument ] or one shell line");
        return null;
    }

    /** A duration in Compose's notation. */
    static ValueReader<String> writtenDuration(Duration minimum, Duration maximum) {
        return value -> {
            var duration = Values.duration(minimum, maximum).read(value);
            return duration == null ? null : Values.written(duration);
        };
    }

    /** A size in bytes, as Compose takes it. */
    static @Nullable String memory(YamlValue value) {
        var bytes = Values.size(LEAST_MEMORY, MOST_MEMORY).read(value);
        return bytes == null ? null : bytes.toString();
    }

    static @Nullable String cpus(YamlValue value) {
        var text = value.scalar();
        if (text != null && !CPUS.matcher(text).matches()) {
            value.mistake("\"" + Mistakes.shown(text) + "\" is not valid", "a number of processors such as 0.5 or 2");
            return null;
        }
        return text;
    }
}
