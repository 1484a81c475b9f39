package dev.slipway.pipelinefile.compose;

import dev.slipway.pipelinefile.yaml.Mistakes;
import dev.slipway.pipelinefile.yaml.ValueReader;
import dev.slipway.pipelinefile.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Readers of what a service mounts: named volumes and memory, never a folder of the host. Normalised to long syntax. */
final class Mounts {

    static final Pattern VOLUME_NAME = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,62}");

    private static final String NO_HOST_FOLDER =
            "not allowed: a folder or socket of the host in a container gives away the host";
    private static final String NAMED_VOLUME =
            "a named volume: declare it under the top-level volumes, mount it as NAME:/path";

    private Mounts() {}

    static @Nullable List<Map<String, Object>> volumes(YamlValue value) {
        return value.list(item -> item.isMapping() ? longForm(item) : shortForm(item));
    }

    /** {@code tmpfs: /run}, one or several. */
    static @Nullable List<Map<String, Object>> tmpfs(YamlValue value) {
        return value.oneOrMore(item -> {
            var path = item.text(ServiceValues.ABSOLUTE_PATH, ServiceValues.ABSOLUTE_PATH_FORM);
            return path == null ? null : mount("tmpfs", null, path, false);
        });
    }

    private static @Nullable Map<String, Object> shortForm(YamlValue value) {
        var text = value.text();
        if (text == null) {
            return null;
        }
        var parts = List.of(text.split(":", -1));
        if (parts.getFirst().matches("[./~$\\\\].*") && parts.size() > 1) {
            value.mistake(NO_HOST_FOLDER, NAMED_VOLUME);
            return null;
        }
        var mode = parts.size() == 3 ? parts.get(2) : "rw";
        if (parts.size() < 2
                || parts.size() > 3
                || !VOLUME_NAME.matcher(parts.get(0)).matches()
                || !ServiceValues.ABSOLUTE_PATH.matcher(parts.get(1)).matches()
                || !List.of("ro", "rw").contains(mode)) {
            value.mistake("\"" + Mistakes.shown(text) + "\" is not valid", NAMED_VOLUME + " or NAME:/path:ro");
            return null;
        }
        return mount("volume", parts.get(0), parts.get(1), "ro".equals(mode));
    }

    private static @Nullable Map<String, Object> longForm(YamlValue value) {
        var fields = value.mapping("type", "source", "target", "read_only");
        ValueReader<String> type = entry -> {
            var text = entry.text();
            if ("bind".equals(text) || "npipe".equals(text)) {
                entry.mistake(NO_HOST_FOLDER, NAMED_VOLUME);
                return null;
            }
            if (text != null && !"volume".equals(text) && !"tmpfs".equals(text)) {
                entry.mistake("\"" + Mistakes.shown(text) + "\" is not valid", "allowed: volume, tmpfs");
                return null;
            }
            return text;
        };
        var kind = fields.required("type", type, "", "volume or tmpfs");
        var target = fields.required(
                "target",
                entry -> entry.text(ServiceValues.ABSOLUTE_PATH, ServiceValues.ABSOLUTE_PATH_FORM),
                "",
                ServiceValues.ABSOLUTE_PATH_FORM);
        var readOnly = fields.optional("read_only", YamlValue::bool, false);
        if (!"volume".equals(kind)) {
            return kind.isEmpty() || target.isEmpty() ? null : mount(kind, null, target, readOnly);
        }
        var source =
                fields.required("source", entry -> entry.text(VOLUME_NAME, "name of a volume"), "", "name of a volume");
        return source.isEmpty() || target.isEmpty() ? null : mount(kind, source, target, readOnly);
    }

    private static Map<String, Object> mount(String type, @Nullable String source, String target, boolean readOnly) {
        var mount = new LinkedHashMap<String, Object>();
        mount.put("type", type);
        if (source != null) {
            mount.put("source", source);
        }
        mount.put("target", target);
        if (readOnly) {
            mount.put("read_only", true);
        }
        return mount;
    }
}
