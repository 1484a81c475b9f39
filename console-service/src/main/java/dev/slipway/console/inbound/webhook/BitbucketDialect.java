package dev.slipway.console.inbound.webhook;

import dev.slipway.console.domain.Push;
import java.time.Instant;
import java.util.Optional;

/**
 * Bitbucket: Cloud ({@code repo:push}) and Data Center ({@code repo:refs_changed}), both with several refs in one delivery.
 *
 * @see <a href="https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/#Push">Bitbucket Cloud, push</a>
 * @see <a href="https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html">Data Center, push</a>
 */
record BitbucketDialect() implements Dialect {

    private static final String CLOUD = "repo:push";
    private static final String DATA_CENTER = "repo:refs_changed";
    /** SHA-256, in the header that other forges use for SHA-1. */
    private static final String PREFIX = "sha256=";

    @Override
    public boolean isSigned(Delivery delivery, byte[] secret, Instant now) {
        byte[] hash = Hmac.sha256(secret, delivery.body());
        return delivery.header("X-Hub-Signature")
                .filter(presented -> presented.startsWith(PREFIX))
                .map(presented -> Hmac.isHex(presented.substring(PREFIX.length()), hash))
                .orElse(false);
    }

    @Override
    public Optional<String> event(Delivery delivery) {
        return delivery.header("X-Event-Key");
    }

    @Override
    public boolean isPush(String event) {
        return event.equals(CLOUD) || event.equals(DATA_CENTER);
    }

    /** Bodies do not say when: the same move made twice looks the same, so that the delivery's id has to tell. */
    @Override
    public Optional<String> identity(Delivery delivery) {
        return delivery.header("X-Request-UUID").or(() -> delivery.header("X-Request-Id"));
    }

    @Override
    public String identityWanted() {
        return "the header X-Request-UUID, or X-Request-Id of a Data Center";
    }

    @Override
    public PushedRefs read(Payload payload) {
        return payload.has("push") ? cloud(payload) : dataCenter(payload);
    }

    private static PushedRefs cloud(Payload payload) {
        return new PushedRefs(
                payload.text("repository.full_name"),
                payload.firstText("actor.nickname", "actor.display_name"),
                payload.list("push.changes").stream()
                        .map(BitbucketDialect::cloudMove)
                        .toList());
    }

    /** The side that is there names the ref; the other one is null for a new or a deleted ref. */
    private static PushedRefs.Move cloudMove(Payload change) {
        String side = change.has("new") ? "new" : "old";
        String kind = change.text(side + ".type");
        return new PushedRefs.Move(
                (kind.equals("tag") ? "refs/tags/" : "refs/heads/") + change.text(side + ".name"),
                change.has("old") ? change.text("old.target.hash") : Push.NONE,
                change.has("new") ? change.text("new.target.hash") : Push.NONE,
                null);
    }

    private static PushedRefs dataCenter(Payload payload) {
        return new PushedRefs(
                payload.text("repository.project.key") + "/" + payload.text("repository.slug"),
                payload.firstText("actor.name", "actor.displayName"),
                payload.list("changes").stream()
                        .map(change -> new PushedRefs.Move(
                                change.firstText("ref.id", "refId"),
                                change.text("fromHash"),
                                change.text("toHash"),
                                null))
                        .toList());
    }
}
