package dev.slipway.packager.domain;

import dev.slipway.events.Digest;
import dev.slipway.events.Failure;
import java.util.List;

/** What one attempt to publish came to. */
public sealed interface PublicationResult {

    /**
     * @param tags that name the image now
     * @param attestations what is kept beside it
     */
    record Published(List<String> tags, List<Digest> attestations) implements PublicationResult {

        public Published {
            tags = List.copyOf(tags);
            attestations = List.copyOf(attestations);
        }
    }

    record Failed(Failure failure) implements PublicationResult {}
}
