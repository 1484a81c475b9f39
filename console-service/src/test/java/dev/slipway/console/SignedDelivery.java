package dev.slipway.console;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A recorded delivery of a forge, signed as that forge does. */
final class SignedDelivery {

    /** The forges under the names that the repositories have in these tests. */
    enum From {
        GITHUB("github", "github-push", "X-GitHub-Event", "push", "X-GitHub-Delivery"),
        GITEA("gitea", "gitea-push", "X-Gitea-Event", "push", "X-Gitea-Delivery"),
        FORGEJO("forgejo", "gitea-push", "X-Forgejo-Event", "push", "X-Forgejo-Delivery"),
        GITLAB("gitlab", "gitlab-push", "X-Gitlab-Event", "Push Hook", "X-Gitlab-Event-UUID"),
        BITBUCKET_CLOUD("bitbucket", "bitbucket-cloud-push", "X-Event-Key", "repo:push", "X-Request-UUID"),
        BITBUCKET_DATA_CENTER(
                "data-center", "bitbucket-data-center-push", "X-Event-Key", "repo:refs_changed", "X-Request-Id");

        final String repository;
        final String push;
        private final String eventHeader;
        private final String event;
        private final String idHeader;

        From(String repository, String push, String eventHeader, String event, String idHeader) {
            this.repository = repository;
            this.push = push;
            this.eventHeader = eventHeader;
            this.event = event;
            this.idHeader = idHeader;
        }

        private Map.Entry<String, String> signature(String secret, byte[] body) {
            String hash = hmac("HmacSHA256", secret, body);
            return switch (this) {
                case GITHUB -> Map.entry("X-Hub-Signature-256", "sha256=" + hash);
                case GITEA -> Map.entry("X-Gitea-Signature", hash);
                case FORGEJO -> Map.entry("X-Forgejo-Signature", hash);
                case GITLAB -> Map.entry("X-Gitlab-Token", secret);
                case BITBUCKET_CLOUD, BITBUCKET_DATA_CENTER -> Map.entry("X-Hub-Signature", "sha256=" + hash);
            };
        }
    }

    private final From forge;
    private final Map<String, String> headers = new HashMap<>();
    private String address;
    private byte[] body;

    private SignedDelivery(From forge, byte[] body) {
        this.forge = forge;
        this.body = body;
        this.address = forge.repository;
        headers.put("Content-Type", "application/json");
        headers.put(forge.eventHeader, forge.event);
        headers.put(forge.idHeader, UUID.randomUUID().toString());
    }

    static SignedDelivery of(From forge) {
        return of(forge, forge.push);
    }

    static SignedDelivery of(From forge, String recorded) {
        try (InputStream in = SignedDelivery.class.getResourceAsStream("/webhooks/" + recorded + ".json")) {
            return new SignedDelivery(forge, Objects.requireNonNull(in).readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hmac(String algorithm, String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same delivery about something else: all occurrences of a text are another one. */
    SignedDelivery with(String recorded, String instead) {
        return withBody(new String(body, StandardCharsets.UTF_8).replace(recorded, instead));
    }

    SignedDelivery withBody(String text) {
        return withBody(text.getBytes(StandardCharsets.UTF_8));
    }

    SignedDelivery withBody(byte[] bytes) {
        body = bytes;
        return this;
    }

    SignedDelivery header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    SignedDelivery event(String event) {
        return header(forge.eventHeader, event);
    }

    SignedDelivery to(String repository) {
        address = repository;
        return this;
    }

    SignedDelivery sentAgainUnderAnotherId() {
        return header(forge.idHeader, UUID.randomUUID().toString());
    }

    byte[] body() {
        return body;
    }

    Response signedWith(String secret) {
        Map.Entry<String, String> signature = forge.signature(secret, body);
        return request()
                .header(signature.getKey(), signature.getValue())
                .body(body)
                .post("/hooks/" + address);
    }

    Response signedWithButAbout(String secret, byte[] other) {
        Map.Entry<String, String> signature = forge.signature(secret, body);
        return request()
                .header(signature.getKey(), signature.getValue())
                .body(other)
                .post("/hooks/" + address);
    }

    Response unsigned() {
        return request().body(body).post("/hooks/" + address);
    }

    private RequestSpecification request() {
        // The bytes are sent as they are, whatever the header calls them.
        return given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs("application/x-www-form-urlencoded", ContentType.BINARY)))
                .headers(headers);
    }
}
