package dev.slipway.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The stages a push passes through, in order, each with the topic its own events go to. */
public enum StageName {
    BUILD(Topic.BUILDS),
    PACKAGE(Topic.IMAGES),
    TEST(Topic.TESTS),
    PUBLISH(Topic.IMAGES),
    /** Decides which environments follow the ref; quick, no effects. */
    PLAN(Topic.DEPLOYMENTS),
    DEPLOY(Topic.DEPLOYMENTS),
    DNS(Topic.DNS);

    private final Topic topic;

    StageName(Topic topic) {
        this.topic = topic;
    }

    public Topic topic() {
        return topic;
    }

    /** The lower-case word used in labels, URLs and log names. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for a word that names no stage */
    @JsonCreator
    public static StageName of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
