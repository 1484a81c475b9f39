package dev.slipway.pipelinefile.compose;

import dev.slipway.pipelinefile.yaml.Mistakes;
import dev.slipway.pipelinefile.yaml.YamlMapping;
import dev.slipway.pipelinefile.yaml.YamlValue;
import java.util.Map;
import java.util.Set;

/** Checks that services mount declared volumes and wait for services that exist. */
final class References {

    private References() {}

    static void check(YamlValue services, Set<String> volumes) {
        var entries = YamlMapping.entriesOf(services);
        entries.values().forEach(service -> {
            var keys = YamlMapping.entriesOf(service);
            checkVolumes(keys, volumes);
            checkDependencies(keys, entries.keySet());
        });
    }

    private static void checkVolumes(Map<String, YamlValue> service, Set<String> volumes) {
        var mounts = service.get("volumes");
        if (mounts == null || !mounts.isList()) {
            return;
        }
        mounts.eachItem(mount -> {
            var source = mount.isMapping() ? YamlMapping.entriesOf(mount).get("source") : mount;
            if (source == null) {
                return;
            }
            source.plainText().map(text -> text.replaceFirst(":.*", "")).ifPresent(name -> {
                if (Mounts.VOLUME_NAME.matcher(name).matches() && !volumes.contains(name)) {
                    source.mistake(
                            "the volume " + Mistakes.shown(name) + " is not declared",
                            "declare it under the top-level volumes");
                }
            });
        });
    }

    private static void checkDependencies(Map<String, YamlValue> service, Set<String> services) {
        var dependencies = service.get("depends_on");
        if (dependencies == null) {
            return;
        }
        YamlMapping.entriesOf(dependencies).forEach((name, entry) -> {
            if (!services.contains(name)) {
                entry.mistakeAtKey(entry.path(), "no such service", "one of " + String.join(", ", services));
            }
        });
        if (dependencies.isList()) {
            dependencies.eachItem(item -> item.plainText()
                    .filter(name -> !services.contains(name))
                    .ifPresent(name -> item.mistake(
                            "no such service: " + Mistakes.shown(name), "one of " + String.join(", ", services))));
        }
    }
}
