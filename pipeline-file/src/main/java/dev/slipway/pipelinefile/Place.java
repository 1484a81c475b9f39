package dev.slipway.pipelinefile;

import dev.slipway.pipelinefile.yaml.Mistake;
import dev.slipway.pipelinefile.yaml.Mistakes;
import dev.slipway.pipelinefile.yaml.StrictYaml;
import dev.slipway.pipelinefile.yaml.YamlMapping;
import dev.slipway.pipelinefile.yaml.YamlValue;
import java.util.List;

/** Where in a valid {@code slipway.yml} something is said, for mistakes that only show beside it: files that are not there. */
public final class Place {

    private Place() {}

    /**
     * A mistake at the value below these keys; at the nearest key above when the file leaves it to the default.
     *
     * @param content of a file that was read without mistakes
     */
    public static Mistake mistake(byte[] content, List<String> keys, String problem, String expected) {
        var mistakes = new Mistakes(PipelineFile.NAME);
        var path = String.join(".", keys);
        var value = StrictYaml.read(content, content.length, mistakes).orElseThrow();
        for (var key : keys) {
            var below = YamlMapping.entriesOf(value).get(key);
            if (below == null) {
                value.mistakeAtKey(path, problem, expected);
                return mistakes.list().getFirst();
            }
            value = below;
        }
        at(value, path).mistake(problem, expected);
        return mistakes.list().getFirst();
    }

    private static YamlValue at(YamlValue value, String path) {
        return new YamlValue(value.mistakes(), path, value.keyLine(), value.keyColumn(), value.node());
    }
}
