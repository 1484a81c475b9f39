package dev.slipway.packager.domain;

import dev.slipway.events.Failure;
import java.util.List;

/** What one attempt to publish came to. */
public sealed interface PublicationResult {

    /** @param tags that name the image now */
    record Published(List<String> tags) implements PublicationResult {

        public Published {
            tags = List.copyOf(tags);
        }
    }

    record Failed(Failure failure) implements PublicationResult {}
}
