package dev.slipway.pipelinefile.compose;

import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/** Writes a neutral tree of maps, lists, texts, numbers and booleans as YAML. */
public final class ComposeText {

    private ComposeText() {}

    public static String write(Map<String, Object> tree) {
        var settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setDereferenceAliases(true)
                .setSplitLines(false)
                .build();
        return new Dump(settings, new QuotedTexts(settings)).dumpToString(tree);
    }

    /** Quotes every text: yes, 0644 and 1e3 are no texts to the YAML 1.1 readers of Docker and Compose. */
    private static final class QuotedTexts extends StandardRepresenter {

        QuotedTexts(DumpSettings settings) {
            super(settings);
            representers.put(
                    String.class, text -> representScalar(Tag.STR, text.toString(), ScalarStyle.DOUBLE_QUOTED));
        }
    }
}
