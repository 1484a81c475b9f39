package dev.slipway.pipelinefile.compose;

import dev.slipway.pipelinefile.yaml.ValueReader;

/** What happens to one key of a Compose file. A key without a rule is unknown, and a mistake. */
sealed interface KeyRule {

    /** @param reader turns the value into its normalised tree: maps, lists, texts, whole numbers, booleans */
    record Allowed(ValueReader<?> reader) implements KeyRule {}

    /**
     * @param reason why nobody may write it
     * @param instead what to write
     */
    record Refused(String reason, String instead) implements KeyRule {}

    static KeyRule allowed(ValueReader<?> reader) {
        return new Allowed(reader);
    }

    static KeyRule refused(String reason, String instead) {
        return new Refused(reason, instead);
    }
}
