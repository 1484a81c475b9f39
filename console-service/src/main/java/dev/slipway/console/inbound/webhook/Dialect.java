package dev.slipway.console.inbound.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.console.domain.Forge;
import java.time.Instant;
import java.util.Optional;

/** How one kind of forge signs its deliveries and words its pushes. */
sealed interface Dialect permits GitHubDialect, GitLabDialect, BitbucketDialect {

    static Dialect of(Forge forge) {
        return switch (forge) {
            case GITHUB -> new GitHubDialect("X-GitHub-Event", "X-Hub-Signature-256", "sha256=");
            case GITEA -> new GitHubDialect("X-Gitea-Event", "X-Gitea-Signature", "");
            case FORGEJO -> new GitHubDialect("X-Forgejo-Event", "X-Forgejo-Signature", "");
            case GITLAB -> new GitLabDialect();
            case BITBUCKET -> new BitbucketDialect();
        };
    }

    /**
     * Whether whoever sent this knows the secret, compared in constant time. Reads headers and bytes, nothing else.
     *
     * @param now for signatures that are valid for some minutes only
     */
    boolean isSigned(Delivery delivery, byte[] secret, Instant now);

    /** What happened, in the forge's word; empty when the header is missing. */
    Optional<String> event(Delivery delivery);

    /** Whether deliveries of this event tell of pushes; all others are taken and ignored. */
    boolean isPush(String event);

    /**
     * What tells this delivery from every other, and is the same when it comes again; empty when the delivery says nothing
     * of the kind.
     */
    Optional<String> identity(Delivery delivery);

    /** The header that {@link #identity} misses, in words for people. */
    String identityWanted();

    /** Reads a push; what is missing is noted in the payload's problems. */
    PushedRefs read(Payload payload);

    /** A JSON object and what is wrong with it. */
    static Payload payload(JsonNode json) {
        return new Payload(json);
    }
}
