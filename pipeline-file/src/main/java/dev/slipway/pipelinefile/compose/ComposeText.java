package dev.slipway.pipelinefile.compose;

import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/** Writes a neutral tree of maps, lists, texts, numbers and booleans as YAML. */
public final class ComposeText {

    private ComposeText() {}

    public static String write(Map<String, Object> tree) {
        // Every text is quoted: "yes", "0644" and "1e3" mean other things to YAML 1.1 readers such as Compose.
        var settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setDefaultScalarStyle(ScalarStyle.PLAIN)
                .setWidth(10_000)
                .build();
        return new Dump(settings).dumpToString(tree);
    }
}
