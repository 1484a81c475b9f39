package dev.slipway.packager.domain;

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
    public static ImagePlan of(
            PipelineRun pipelineRun, String component, String repository, String run, Instant created) {
        return new ImagePlan(
                repository,
                TAG_PREFIX + run,
                Map.of(
                        OCI + "created",
                        created.truncatedTo(ChronoUnit.SECONDS).toString(),
                        OCI + "title",
                        component,
                        OCI + "source",
                        withoutUser(pipelineRun.repository()),
                        OCI + "revision",
                        pipelineRun.revision(),
                        OCI + "version",
                        pipelineRun.version(),
                        OCI + "ref.name",
                        pipelineRun.ref().replaceFirst("^refs/(heads|tags)/", ""),
                        RUN_LABEL,
                        run));
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
