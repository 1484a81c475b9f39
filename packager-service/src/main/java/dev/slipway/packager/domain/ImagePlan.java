package dev.slipway.packager.domain;

import dev.slipway.events.PipelineRun;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

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

    private static final String OCI = "org.opencontainers.image.";

    public ImagePlan {
        labels = Map.copyOf(labels);
    }

    /** @param run id of the packaging run */
    public static ImagePlan of(PipelineRun pipelineRun, String repository, String run, Instant created) {
        return new ImagePlan(
                repository,
                "run-" + run,
                Map.of(
                        OCI + "created",
                        created.truncatedTo(ChronoUnit.SECONDS).toString(),
                        OCI + "source",
                        pipelineRun.repository(),
                        OCI + "revision",
                        pipelineRun.revision(),
                        OCI + "version",
                        pipelineRun.version(),
                        OCI + "ref.name",
                        pipelineRun.ref().replaceFirst("^refs/(heads|tags)/", ""),
                        RUN_LABEL,
                        run));
    }
}
