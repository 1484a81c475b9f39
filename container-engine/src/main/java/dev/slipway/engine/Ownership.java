package dev.slipway.engine;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who a container, network or volume belongs to. Written as {@link Labels} and, through {@link #name}, into the
 * deterministic name by which a second attempt finds what the first one made.
 *
 * @param run null for things that are kept between runs
 * @param expires null when only the end of the run ends its life
 */
public record Ownership(
        String instance,
        String stage,
        @Nullable String run,
        @Nullable String pipelineRun,
        @Nullable Instant expires) {

    private static final Pattern NAME_PART = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");

    public Ownership {
        requireNamePart("instance", instance);
        requireNamePart("stage", stage);
        if (run != null) {
            requireNamePart("run", run);
        }
    }

    public static Ownership ofRun(String instance, String stage, String run) {
        return new Ownership(instance, stage, run, null, null);
    }

    /** For things kept between runs, such as a component's cache volume. */
    public static Ownership ofStage(String instance, String stage) {
        return new Ownership(instance, stage, null, null, null);
    }

    public Ownership inPipelineRun(String id) {
        return new Ownership(instance, stage, run, id, expires);
    }

    public Ownership expiringAt(Instant time) {
        return new Ownership(instance, stage, run, pipelineRun, time);
    }

    /** {@code slipway-<instance>-<stage>[-<run>]-<purpose>}: the same owner and purpose give the same name. */
    public String name(String purpose) {
        requireNamePart("purpose", purpose);
        String owner = "slipway-" + instance + "-" + stage;
        return (run == null ? owner : owner + "-" + run) + "-" + purpose;
    }

    public Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(Labels.INSTANCE, instance);
        labels.put(Labels.STAGE, stage);
        if (run != null) {
            labels.put(Labels.RUN, run);
        }
        if (pipelineRun != null) {
            labels.put(Labels.PIPELINE_RUN, pipelineRun);
        }
        if (expires != null) {
            labels.put(Labels.EXPIRES, expires.toString());
        }
        return Collections.unmodifiableMap(labels);
    }

    private static void requireNamePart(String what, String value) {
        if (!NAME_PART.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " cannot be part of a container name: '" + value + "'");
        }
    }
}
