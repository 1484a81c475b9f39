package dev.slipway.console.inbound.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * GitLab: the secret itself in a header, or, where it is switched on, a signature after Standard Webhooks.
 *
 * @see <a href="https://docs.gitlab.com/user/project/integrations/webhook_events/#push-events">GitLab, push events</a>
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks</a>
 */
record GitLabDialect() implements Dialect {

    private static final Set<String> PUSHES = Set.of("Push Hook", "Tag Push Hook");
    private static final String SIGNATURE = "webhook-signature";
    private static final String ID = "webhook-id";
    private static final String TIMESTAMP = "webhook-timestamp";
    private static final String VERSION = "v1,";
    private static final String BASE64_SECRET = "whsec_";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    @Override
    public boolean isSigned(Delivery delivery, byte[] secret, Instant now) {
        Optional<String> signatures = delivery.header(SIGNATURE);
        if (signatures.isPresent()) {
            return isFresh(delivery, now) && isSigned(delivery, secret, signatures.get());
        }
        return delivery.header("X-Gitlab-Token")
                .map(presented -> Hmac.isSame(presented, new String(secret, StandardCharsets.UTF_8)))
                .orElse(false);
    }

    private static boolean isFresh(Delivery delivery, Instant now) {
        return delivery.header(TIMESTAMP)
                .filter(text -> text.matches("\\d{1,12}"))
                .map(text -> Duration.between(Instant.ofEpochSecond(Long.parseLong(text)), now)
                                .abs()
                                .compareTo(TOLERANCE)
                        <= 0)
                .orElse(false);
    }

    private static boolean isSigned(Delivery delivery, byte[] secret, String signatures) {
        String head = delivery.header(ID).orElse("") + "."
                + delivery.header(TIMESTAMP).orElse("") + ".";
        byte[] hash = Hmac.sha256(key(secret), head.getBytes(StandardCharsets.UTF_8), delivery.body());
        String right = VERSION + Base64.getEncoder().encodeToString(hash);
        return Arrays.stream(signatures.split(" ")).anyMatch(presented -> Hmac.isSame(presented, right));
    }

    /** Standard Webhooks writes secrets in base64 behind a prefix. */
    private static byte[] key(byte[] secret) {
        String text = new String(secret, StandardCharsets.UTF_8);
        if (!text.startsWith(BASE64_SECRET)) {
            return secret;
        }
        try {
            return Base64.getDecoder().decode(text.substring(BASE64_SECRET.length()));
        } catch (IllegalArgumentException e) {
            // Only looks like one; then it is meant as it stands.
            return secret;
        }
    }

    @Override
    public Optional<String> event(Delivery delivery) {
        return delivery.header("X-Gitlab-Event");
    }

    @Override
    public boolean isPush(String event) {
        return PUSHES.contains(event);
    }

    /** Bodies do not say when: the same move made twice looks the same, so that the delivery's id has to tell. */
    @Override
    public Optional<String> identity(Delivery delivery) {
        return delivery.header(ID)
                .or(() -> delivery.header("Idempotency-Key"))
                .or(() -> delivery.header("X-Gitlab-Event-UUID"));
    }

    @Override
    public String identityWanted() {
        return "the header X-Gitlab-Event-UUID (GitLab 14.8 or newer) or Idempotency-Key";
    }

    @Override
    public PushedRefs read(Payload payload) {
        return new PushedRefs(
                payload.text("project.path_with_namespace"),
                payload.firstText("user_username", "user_name"),
                List.of(new PushedRefs.Move(
                        payload.text("ref"),
                        payload.text("before"),
                        payload.text("after"),
                        payload.textOrNull("checkout_sha"))));
    }
}
