package dev.slipway.tester.outbound.compose;

import dev.slipway.engine.ResourceLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What we add to every service of an environment, whatever its file says: our labels, no privileges, bounds, a bounded
 * log, and one network without a way out.
 *
 * <p>Five capabilities stay. The entrypoints of ordinary database and web server images begin as root, give a data folder
 * to their own user and step down to it: that takes {@code CHOWN}, {@code DAC_OVERRIDE} and {@code FOWNER} for the
 * folder, {@code SETUID} and {@code SETGID} for the step. All five act inside the container only; with
 * {@code no-new-privileges} nothing gains more.
 */
final class Confinement {

    private static final List<String> KEPT_CAPABILITIES =
            List.of("CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID");

    private final ResourceLimits limits;

    Confinement(ResourceLimits limits) {
        this.limits = limits;
    }

    /** @param tree {@code services} and {@code volumes} of a file that passed the policy; not changed */
    Map<String, Object> confine(Map<String, Object> tree, Map<String, String> labels) {
        Map<String, Object> services = new LinkedHashMap<>();
        children(tree, "services").forEach((name, service) -> services.put(name, service(asMap(service), labels)));
        Map<String, Object> confined = new LinkedHashMap<>();
        confined.put("services", services);
        Map<String, Object> volumes = new LinkedHashMap<>();
        children(tree, "volumes").keySet().forEach(name -> volumes.put(name, Map.of("labels", labels)));
        if (!volumes.isEmpty()) {
            confined.put("volumes", volumes);
        }
        confined.put("networks", Map.of("default", Map.of("internal", true, "labels", labels)));
        return confined;
    }

    private Map<String, Object> service(Map<String, Object> given, Map<String, String> labels) {
        Map<String, Object> service = new LinkedHashMap<>(given);
        Map<String, Object> allLabels = new LinkedHashMap<>(children(given, "labels"));
        allLabels.putAll(labels);
        service.put("labels", allLabels);
        service.put("cap_drop", List.of("ALL"));
        service.put("cap_add", new ArrayList<>(KEPT_CAPABILITIES));
        service.put("security_opt", List.of("no-new-privileges:true"));
        service.putIfAbsent("mem_limit", limits.memoryBytes());
        service.putIfAbsent("cpus", Double.toString(limits.cpus()));
        service.putIfAbsent("pids_limit", limits.pids());
        // As much memory with swap as without: the bound is a bound.
        service.put("memswap_limit", service.get("mem_limit"));
        service.put("logging", Map.of("driver", "local", "options", Map.of("max-size", "10m", "max-file", "2")));
        return service;
    }

    private static Map<String, Object> children(Map<String, Object> tree, String key) {
        return tree.get(key) instanceof Map<?, ?> map ? asMap(map) : Map.of();
    }

    private static Map<String, Object> asMap(Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, child) -> {
                if (child != null) {
                    copy.put(String.valueOf(key), child);
                }
            });
        }
        return copy;
    }
}
