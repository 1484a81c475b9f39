package dev.slipway.pipelinefile;

import dev.slipway.pipelinefile.yaml.Mistakes;
import dev.slipway.pipelinefile.yaml.Values;
import dev.slipway.pipelinefile.yaml.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code package}; like {@link PipelineFileReader}, with stand-ins where it cannot. */
final class PackagingReader {

    private static final Pattern STAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
    private static final Pattern PLATFORM = Pattern.compile("[a-z0-9]+/[a-z0-9_]+(?:/v[0-9]+)?");

    private PackagingReader() {}

    /** @param component the image's name where none is written */
    static Packaging read(YamlValue value, String component) {
        var fields = value.mapping("image", "dockerfile", "target", "args", "secrets", "platforms");
        return new Packaging(
                fields.optional("image", Values.imageRepository(), component),
                fields.optional("dockerfile", Values.path(), "Dockerfile"),
                fields.value("target")
                        .map(stage -> stage.text(STAGE, "the name of a stage in the Dockerfile"))
                        .orElse(null),
                fields.optional("args", PackagingReader::args, Map.of()),
                fields.optional("secrets", section -> section.list(PackagingReader::secret), List.of()),
                fields.optional("platforms", section -> section.list(PackagingReader::platform), List.of()));
    }

    private static Map<String, String> args(YamlValue value) {
        var args = value.map(Values.VARIABLE, Values.VARIABLE_FORM, YamlValue::scalar);
        if (args == null) {
            return Map.of();
        }
        args.keySet().stream()
                .filter(name -> name.startsWith("BUILDKIT_"))
                .forEach(name -> value.mistake(
                        "\"" + Mistakes.shown(name) + "\" steers the builder itself",
                        "arguments of the Dockerfile only"));
        return args;
    }

    private static @Nullable String secret(YamlValue value) {
        return value.text(Values.VARIABLE, "the name of a secret: " + Values.VARIABLE_FORM);
    }

    private static @Nullable String platform(YamlValue value) {
        return value.text(PLATFORM, "a platform such as linux/amd64");
    }
}
