package dev.slipway.deployer.port;

import dev.slipway.events.ImageReference;
import dev.slipway.events.PipelineRunId;
import java.util.List;

/** Which components of a push are published, in one order that all replicas see. */
public interface PublishedComponents {

    /**
     * Adds a component to its push unless it is there. Idempotent: a component keeps its place and its image. Of two calls
     * for one push at the same time, the later one sees the earlier. Commits by itself.
     *
     * @return all of the push so far, the earliest first; the given one among them
     */
    List<Published> add(PipelineRunId run, String component, ImageReference image);

    /** One component's image of a push. */
    record Published(String component, ImageReference image) {}
}
