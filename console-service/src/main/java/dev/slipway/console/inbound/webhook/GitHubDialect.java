package dev.slipway.console.inbound.webhook;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * GitHub, and with header names of their own Gitea and Forgejo.
 *
 * @param eventHeader names what happened
 * @param signatureHeader {@code prefix} and the HMAC-SHA256 of the body in hexadecimal; the older SHA-1 header is not read
 * @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads#push">GitHub, push</a>
 * @see <a href="https://docs.gitea.com/usage/webhooks">Gitea, webhooks</a>
 */
record GitHubDialect(String eventHeader, String signatureHeader, String prefix) implements Dialect {

    private static final String TAGS = "refs/tags/";

    @Override
    public boolean isSigned(Delivery delivery, byte[] secret, Instant now) {
        byte[] hash = Hmac.sha256(secret, delivery.body());
        return delivery.header(signatureHeader)
                .filter(presented -> presented.startsWith(prefix))
                .map(presented -> Hmac.isHex(presented.substring(prefix.length()), hash))
                .orElse(false);
    }

    @Override
    public Optional<String> event(Delivery delivery) {
        return delivery.header(eventHeader);
    }

    @Override
    public boolean isPush(String event) {
        return event.equals("push");
    }

    /**
     * The body itself: it says when the repository was last pushed to, so that the same move made twice looks different.
     * The delivery's id would do, were it signed.
     */
    @Override
    public Optional<String> identity(Delivery delivery) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(delivery.body());
            return Optional.of(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String identityWanted() {
        return "a body";
    }

    @Override
    public PushedRefs read(Payload payload) {
        String ref = payload.text("ref");
        // Of an annotated tag "after" is the tag itself, and the head commit is what it stands for.
        String commit = ref.startsWith(TAGS) ? payload.textOrNull("head_commit.id") : null;
        return new PushedRefs(
                payload.text("repository.full_name"),
                payload.firstText("pusher.name", "pusher.login", "pusher.username", "sender.login"),
                List.of(new PushedRefs.Move(ref, payload.text("before"), payload.text("after"), commit)));
    }
}
