package dev.slipway.deployer;

import dev.slipway.deployer.port.PublishedComponents;
import dev.slipway.events.ImageReference;
import dev.slipway.events.PipelineRunId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Published components without a database. */
final class MemoryPublishedComponents implements PublishedComponents {

    private final Map<PipelineRunId, List<Published>> published = new HashMap<>();

    @Override
    public List<Published> add(PipelineRunId run, String component, ImageReference image) {
        List<Published> together = published.computeIfAbsent(run, key -> new ArrayList<>());
        if (together.stream().noneMatch(one -> one.component().equals(component))) {
            together.add(new Published(component, image));
        }
        return List.copyOf(together);
    }
}
