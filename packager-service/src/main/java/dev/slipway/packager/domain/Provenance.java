package dev.slipway.packager.domain;

import dev.slipway.events.ImageReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an image comes from, as a SLSA provenance in an in-toto statement. It is not signed: SLSA build level 1. Told by
 * the image's own labels, so that an image that is used again says what it was really made of.
 *
 * @see <a href="https://slsa.dev/spec/v1.2/build-provenance">SLSA build provenance</a>
 */
public final class Provenance {

    public static final String MEDIA_TYPE = "application/vnd.in-toto+json";
    public static final String PREDICATE = "https://slsa.dev/provenance/v1";

    private static final String OCI = "org.opencontainers.image.";

    private Provenance() {}

    /**
     * @param image what it is about, by digest
     * @param labels of the image
     */
    public static Attestation of(ImageReference image, Map<String, String> labels) {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("buildType", "urn:dev.slipway:image-build:v1");
        definition.put(
                "externalParameters",
                known(
                        "repository", labels.get(OCI + "source"),
                        "ref", labels.get(ImagePlan.REF_LABEL),
                        "component", labels.get(OCI + "title")));
        definition.put("resolvedDependencies", dependencies(labels));
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("builder", Map.of("id", "urn:dev.slipway:packager"));
        run.put(
                "metadata",
                known("invocationId", labels.get(ImagePlan.RUN_LABEL), "startedOn", labels.get(OCI + "created")));
        Map<String, Object> predicate = new LinkedHashMap<>();
        predicate.put("buildDefinition", definition);
        predicate.put("runDetails", run);
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("_type", "https://in-toto.io/Statement/v1");
        statement.put(
                "subject",
                List.of(known(
                        "name",
                        image.name(),
                        "digest",
                        Map.of("sha256", image.digest().hex()))));
        statement.put("predicateType", PREDICATE);
        statement.put("predicate", predicate);
        return new Attestation(MEDIA_TYPE, Map.of("in-toto.io/predicate-type", PREDICATE), statement);
    }

    private static List<Map<String, Object>> dependencies(Map<String, String> labels) {
        List<Map<String, Object>> dependencies = new ArrayList<>();
        String revision = labels.get(OCI + "revision");
        if (revision != null) {
            dependencies.add(known(
                    "uri",
                    "git+" + labels.get(OCI + "source") + "@" + labels.get(ImagePlan.REF_LABEL),
                    "digest",
                    Map.of("gitCommit", revision)));
        }
        add(dependencies, "artifacts", labels.get(ImagePlan.ARTIFACTS_LABEL));
        add(dependencies, labels.get(OCI + "base.name"), labels.get(OCI + "base.digest"));
        return dependencies;
    }

    private static void add(List<Map<String, Object>> dependencies, @Nullable String name, @Nullable String digest) {
        if (name != null && digest != null) {
            dependencies.add(known("name", name, "digest", Map.of("sha256", digest.replaceFirst("^sha256:", ""))));
        }
    }

    /** Pairs of key and value, in this order, without those that have no value. */
    private static Map<String, Object> known(@Nullable Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            Object value = pairs[i + 1];
            if (value != null) {
                map.put(String.valueOf(pairs[i]), value);
            }
        }
        return map;
    }
}
