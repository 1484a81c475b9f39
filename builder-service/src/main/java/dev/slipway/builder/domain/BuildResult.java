package dev.slipway.builder.domain;

import dev.slipway.events.Failure;
import java.util.List;

/** What one attempt to build a push came to. */
public sealed interface BuildResult {

    /** @param components each component of the repository, in the order of its pipeline file; none of them is lost */
    record Concluded(List<ComponentResult> components) implements BuildResult {

        public Concluded {
            components = List.copyOf(components);
        }
    }

    /** Over before there were components: no checkout, or no pipeline file that could be read. */
    record Failed(Failure failure) implements BuildResult {}

    /** A build container was lost without its own doing; a new attempt takes over what else there is. */
    record Lost(String reason) implements BuildResult {}
}
