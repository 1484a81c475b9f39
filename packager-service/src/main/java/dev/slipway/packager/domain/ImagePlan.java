package dev.slipway.packager.domain;

import dev.slipway.events.ArtifactBuilt;
import dev.slipway.events.PipelineRun;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an image is called before it is tested, and what it says about itself.
 *
 * @param repository name in the registry, without host and tag
 * @param tag of the run alone, so never reused: a second attempt finds the first one's image by it
 * @param labels the OCI annotations that have a value here, and the run
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md">OCI annotations</a>
 */
public record ImagePlan(String repository, String tag, Map<String, String> labels) {

    /** Which run made an image. */
    public static final String RUN_LABEL = "dev.slipway.run";

    /** Full name of the ref that was pushed. */
    public static final String REF_LABEL = "dev.slipway.ref";

    /** Digest of the artifacts that were laid over the source. */
    public static final String ARTIFACTS_LABEL = "dev.slipway.artifacts";

    /** What every run's own tag begins with. */
    public static final String TAG_PREFIX = "run-";

    private static final String OCI = "org.opencontainers.image.";

    public ImagePlan {
        labels = Map.copyOf(labels);
    }

    /**
     * @param run id of the packaging run
     * @param created the same in every attempt, so that two attempts make images that say the same
     */
    public static ImagePlan of(ArtifactBuilt built, String repository, String run, Instant created) {
        PipelineRun pipelineRun = built.pipelineRun();
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(OCI + "created", created.truncatedTo(ChronoUnit.SECONDS).toString());
        labels.put(OCI + "title", built.component());
        labels.put(OCI + "source", withoutUser(pipelineRun.repository()));
        labels.put(OCI + "revision", pipelineRun.revision());
        labels.put(OCI + "version", pipelineRun.version());
        labels.put(OCI + "ref.name", pipelineRun.ref().replaceFirst("^refs/(heads|tags)/", ""));
        labels.put(REF_LABEL, pipelineRun.ref());
        labels.put(ARTIFACTS_LABEL, built.artifacts().value());
        labels.put(RUN_LABEL, run);
        return new ImagePlan(repository, TAG_PREFIX + run, labels);
    }

    /**
     * The same plan on a known base.
     *
     * @param digest of its manifest in a registry; null for an image that never was in one
     */
    public ImagePlan onBase(String name, @Nullable String digest) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(OCI + "base.name", name);
        if (digest != null) {
            more.put(OCI + "base.digest", digest);
        }
        return new ImagePlan(repository, tag, more);
    }

    /** Whoever has the image reads its labels: a name or token in the URL stays out of them. */
    private static String withoutUser(String url) {
        return url.replaceFirst("^([a-z+]+://)[^/@]*@", "$1");
    }
}
