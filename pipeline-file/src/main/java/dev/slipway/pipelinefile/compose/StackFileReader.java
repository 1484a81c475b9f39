package dev.slipway.pipelinefile.compose;

import static dev.slipway.pipelinefile.compose.KeyRule.allowed;

import dev.slipway.pipelinefile.compose.LoadBalancer.Health;
import dev.slipway.pipelinefile.yaml.Mistakes;
import dev.slipway.pipelinefile.yaml.Values;
import dev.slipway.pipelinefile.yaml.YamlMapping;
import dev.slipway.pipelinefile.yaml.YamlValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a stack file. */
public final class StackFileReader {

    private static final Pattern HEALTH_PATH = Pattern.compile("/[A-Za-z0-9._~/?=&%-]*");
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int NONE = 0;

    private static final LoadBalancer STAND_IN = new LoadBalancer("", "", NONE, null, null, Health.DEFAULT);

    private StackFileReader() {}

    /**
     * @param file path of the file as its author knows it, for the mistakes
     * @param content UTF-8, at most 256 KiB
     * @param components names of the components whose images the file may use as {@code ${IMAGE_<component>}}
     */
    public static StackFileResult read(String file, byte[] content, Set<String> components) {
        var mistakes = new Mistakes(file);
        var ownKeys = new LinkedHashMap<String, KeyRule>();
        ownKeys.put("name", allowed(value -> value.text(Values.NAME, Values.NAME_FORM)));
        ownKeys.put("x-slipway", allowed(value -> value));
        var stack = Project.read(content, components, ServiceRules.ofStack(), ownKeys, mistakes)
                .map(StackFileReader::stack);
        if (stack.isEmpty() || !mistakes.isEmpty()) {
            return new StackFileResult.Invalid(mistakes.list());
        }
        return new StackFileResult.Valid(stack.get());
    }

    private static StackFile stack(Project project) {
        var entries = YamlMapping.entriesOf(project.root());
        var name = Optional.ofNullable(entries.get("name"))
                .flatMap(YamlValue::plainText)
                .orElse(null);
        var slipway = entries.get("x-slipway");
        if (slipway == null) {
            if (project.root().isMapping()) {
                project.root().mistakeAtKey("x-slipway", "missing", "x-slipway.load-balancer: what serves the stack");
            }
            return new StackFile(name, project.services(), project.volumes(), STAND_IN);
        }
        var loadBalancer = slipway.mapping("load-balancer")
                .required(
                        "load-balancer",
                        value -> loadBalancer(value, project),
                        STAND_IN,
                        "what serves the stack: name, service, port, http or https");
        return new StackFile(name, project.services(), project.volumes(), loadBalancer);
    }

    private static LoadBalancer loadBalancer(YamlValue value, Project project) {
        var fields = value.mapping("name", "service", "port", "http", "https", "health");
        var name = fields.required(
                "name", text -> text.text(Values.NAME, Values.NAME_FORM), "", "first label of its DNS name");
        var service = fields.required(
                "service", text -> service(text, project), "", "the service that receives the requests");
        var port = fields.required("port", StackFileReader::port, NONE, "the port that service listens on");
        var http = fields.optional("http", StackFileReader::port, NONE);
        var https = fields.optional("https", StackFileReader::port, NONE);
        if (fields.value("http").isEmpty() && fields.value("https").isEmpty()) {
            fields.missing("https", "a port of the host under http, https or both");
        }
        if (http != NONE && http.equals(https)) {
            fields.value("https").ifPresent(text -> text.mistake("is the port of http", "another port"));
        }
        var health = fields.optional("health", StackFileReader::health, Health.DEFAULT);
        return new LoadBalancer(name, service, port, portOrNull(http), portOrNull(https), health);
    }

    private static @Nullable Integer portOrNull(int port) {
        return port == NONE ? null : port;
    }

    private static @Nullable Integer port(YamlValue value) {
        return value.integer(1, 65535);
    }

    private static @Nullable String service(YamlValue value, Project project) {
        var name = value.text();
        var names = project.services().stream().map(Service::name).toList();
        if (name != null && !names.contains(name)) {
            value.mistake("no such service: " + Mistakes.shown(name), "one of " + String.join(", ", names));
            return null;
        }
        return name;
    }

    private static Health health(YamlValue value) {
        var fields = value.mapping("path", "interval", "timeout", "unhealthy", "healthy");
        var defaults = Health.DEFAULT;
        return new Health(
                fields.optional("path", text -> text.text(HEALTH_PATH, "a path such as /health"), defaults.path()),
                fields.optional("interval", Values.duration(SHORTEST, LONGEST), defaults.interval()),
                fields.optional("timeout", Values.duration(SHORTEST, LONGEST), defaults.timeout()),
                fields.optional("unhealthy", number -> number.integer(1, 100), defaults.unhealthy()),
                fields.optional("healthy", number -> number.integer(1, 100), defaults.healthy()));
    }
}
