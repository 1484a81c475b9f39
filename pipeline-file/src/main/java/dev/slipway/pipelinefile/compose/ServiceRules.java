package dev.slipway.pipelinefile.compose;

import static dev.slipway.pipelinefile.compose.KeyRule.allowed;
import static dev.slipway.pipelinefile.compose.KeyRule.refused;

import dev.slipway.pipelinefile.yaml.ValueReader;
import dev.slipway.pipelinefile.yaml.YamlValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The allow-lists of a service's keys: what is common to stacks and test environments, then each one's own. Everything
 * that is refused gives power over the host or other runs, reads files or variables of the host, runs programs outside
 * the container, or is Slipway's to decide. Keys named in neither list are unknown, so a key that Compose learns
 * tomorrow is refused before anybody has heard of it.
 *
 * <p>Keys: <a href="https://github.com/compose-spec/compose-spec/blob/main/05-services.md">Compose specification</a>.
 */
final class ServiceRules {

    private static final Duration LONGEST_STOP = Duration.ofMinutes(10);
    private static final Pattern SIGNAL = Pattern.compile("SIG[A-Z0-9+-]{2,10}");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?");
    private static final Pattern PORT = Pattern.compile("[1-9]\\d{0,4}(/(tcp|udp))?");

    private static final List<String> CONDITIONS =
            List.of("service_started", "service_healthy", "service_completed_successfully");

    private ServiceRules() {}

    static Map<String, KeyRule> ofStack() {
        var rules = common();
        rules.put("deploy", allowed(value -> RuledMapping.read(value, deploy())));
        rules.put("depends_on", refused("Swarm starts services in no order", "let the program try again until it can"));
        rules.put(
                "ports",
                refused("replicas would fight for a port of the host", "write x-slipway.load-balancer instead"));
        rules.put("mem_limit", refused("a stack has another key", "write deploy.resources.limits.memory instead"));
        rules.put("cpus", refused("a stack has another key", "write deploy.resources.limits.cpus instead"));
        return rules;
    }

    static Map<String, KeyRule> ofTestEnvironment() {
        var rules = common();
        rules.put("depends_on", allowed(ServiceRules::dependencies));
        rules.put(
                "expose",
                allowed(value -> value.list(port -> {
                    var text = port.scalar();
                    if (text != null && !PORT.matcher(text).matches()) {
                        port.mistake("is not a port", "a port from 1 to 65535");
                        return null;
                    }
                    return text;
                })));
        rules.put("mem_limit", allowed(ServiceValues::memory));
        rules.put("cpus", allowed(ServiceValues::cpus));
        rules.put("pids_limit", allowed(value -> value.integer(1, 4096)));
        rules.put("deploy", refused("a test runs no rollout", "write mem_limit and cpus instead"));
        rules.put(
                "ports",
                refused(
                        "a port of the host would be taken by another run",
                        "write nothing: the test script reaches it as SERVICE:PORT"));
        return rules;
    }

    private static Map<String, KeyRule> common() {
        var rules = new LinkedHashMap<String, KeyRule>();
        rules.put("image", allowed(ServiceValues::image));
        rules.put("command", allowed(ServiceValues::command));
        rules.put("entrypoint", allowed(ServiceValues::command));
        rules.put("environment", allowed(ServiceValues::environment));
        rules.put("healthcheck", allowed(ServiceValues::healthCheck));
        rules.put("volumes", allowed(Mounts::volumes));
        rules.put("tmpfs", allowed(Mounts::tmpfs));
        rules.put("user", allowed(user()));
        rules.put("read_only", allowed(YamlValue::bool));
        rules.put("init", allowed(YamlValue::bool));
        rules.put(
                "working_dir",
                allowed(value -> value.text(ServiceValues.ABSOLUTE_PATH, ServiceValues.ABSOLUTE_PATH_FORM)));
        rules.put("stop_grace_period", allowed(ServiceValues.writtenDuration(Duration.ZERO, LONGEST_STOP)));
        rules.put("stop_signal", allowed(value -> value.text(SIGNAL, "a signal such as SIGTERM")));
        rules.put("labels", allowed(ServiceValues::labels));
        rules.putAll(Refusals.OF_SERVICES);
        return rules;
    }

    private static ValueReader<String> user() {
        return value -> {
            var text = value.scalar();
            if (text != null && !USER.matcher(text).matches()) {
                value.mistake("is not valid", "a user such as \"1000:1000\"");
                return null;
            }
            return text;
        };
    }

    private static Map<String, KeyRule> deploy() {
        var limits = new LinkedHashMap<String, KeyRule>();
        limits.put("cpus", allowed(ServiceValues::cpus));
        limits.put("memory", allowed(ServiceValues::memory));
        var resources = new LinkedHashMap<String, KeyRule>();
        resources.put("limits", allowed(value -> RuledMapping.read(value, limits)));
        resources.put("reservations", refused("this version reserves nothing", "write limits instead"));
        var rules = new LinkedHashMap<String, KeyRule>();
        rules.put("replicas", allowed(value -> value.integer(0, 100)));
        rules.put("resources", allowed(value -> RuledMapping.read(value, resources)));
        var decided = refused("Slipway decides it", "write environments.NAME.rollout in slipway.yml instead");
        rules.put("update_config", decided);
        rules.put("rollback_config", decided);
        rules.put("restart_policy", refused("Slipway decides it", "remove it: a failed replica is replaced"));
        rules.put("endpoint_mode", refused("Slipway decides it", "remove it"));
        rules.put("mode", refused("every service is replicated", "write replicas instead"));
        rules.put("placement", refused("this version places replicas itself", "remove it"));
        rules.put("labels", refused("a service has another key", "write labels of the service instead"));
        return rules;
    }

    private static Map<String, Object> dependencies(YamlValue value) {
        var dependencies = new LinkedHashMap<String, Object>();
        if (value.isList()) {
            value.list(item -> {
                var name = item.text();
                if (name != null) {
                    dependencies.put(name, Map.of("condition", "service_started"));
                }
                return name;
            });
            return dependencies;
        }
        var read = value.map(
                Pattern.compile(".+"),
                "name of a service",
                entry -> Map.of(
                        "condition",
                        entry.mapping("condition")
                                .required(
                                        "condition",
                                        ServiceRules::condition,
                                        "",
                                        "when it may start: " + String.join(", ", CONDITIONS))));
        if (read != null) {
            dependencies.putAll(read);
        }
        return dependencies;
    }

    private static @Nullable String condition(YamlValue value) {
        var text = value.text();
        if (text != null && !CONDITIONS.contains(text)) {
            value.mistake("is not a condition", "allowed: " + String.join(", ", CONDITIONS));
            return null;
        }
        return text;
    }
}
