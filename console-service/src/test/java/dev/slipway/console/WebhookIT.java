package dev.slipway.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.slipway.console.SignedDelivery.From;
import dev.slipway.events.CancellationRequested;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Envelope;
import dev.slipway.events.RefDeleted;
import dev.slipway.runtime.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries as the forges document them, against the real database and broker. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class WebhookIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String SECRET = RealServers.SECRET;
    private static final String GITHUB_BEFORE = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";
    private static final String GITHUB_AFTER = "59b20b8d5c6ff8d09518454d4dd8b7b30f095ab5";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @ConfigProperty(name = "slipway.test.hook-token")
    String hookToken;

    private final String ref = "refs/heads/" + UUID.randomUUID();
    private Wire wire;

    @BeforeEach
    void connect() {
        wire = new Wire(bootstrap, "slipway.commits");
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        wire.close();
    }

    @ParameterizedTest
    @EnumSource(From.class)
    void recordedDeliveryIsAcceptedOnceIfItsSignatureIsRight(From forge) {
        SignedDelivery delivery = SignedDelivery.of(forge);
        byte[] other = new String(delivery.body(), StandardCharsets.UTF_8)
                .replace("develop", "master")
                .getBytes(StandardCharsets.UTF_8);

        delivery.unsigned().then().statusCode(401);
        delivery.signedWith("another repository's secret").then().statusCode(401);
        delivery.signedWith(" ").then().statusCode(401);
        if (forge != From.GITLAB) {
            delivery.signedWithButAbout(SECRET, other).then().statusCode(401);
        }
        delivery.signedWith(SECRET)
                .then()
                .statusCode(202)
                .body("pushes[0].ref", equalTo("refs/heads/develop"))
                .body("pushes[0].version", equalTo("develop-1"))
                .body("pushes[0].duplicate", equalTo(false));
        delivery.signedWith(SECRET).then().statusCode(200).body("pushes[0].duplicate", equalTo(true));
        delivery.sentAgainUnderAnotherId()
                .signedWith(SECRET)
                .then()
                .statusCode(200)
                .body("pushes[0].version", equalTo("develop-1"));
    }

    @Test
    void signatureByTheSecretThatWillReplaceTheOldOneIsRightToo() {
        push().signedWith(RealServers.NEXT_SECRET).then().statusCode(202);
    }

    @Test
    void signatureByTheOlderHashAloneIsNotRight() {
        SignedDelivery delivery = push();
        delivery.header("X-Hub-Signature", "sha1=" + SignedDelivery.hmac("HmacSHA1", SECRET, delivery.body()))
                .unsigned()
                .then()
                .statusCode(401);
    }

    @Test
    void addressThatIsNobodysIsAnsweredLikeAWrongSignature() {
        Response wrong = push().signedWith("another repository's secret");
        Response nobodys = push().to("nobody").signedWith(SECRET);

        assertThat(nobodys.statusCode()).isEqualTo(wrong.statusCode()).isEqualTo(401);
        assertThat(nobodys.asString()).isEqualTo(wrong.asString());
    }

    @Test
    void onlyPostIsListenedTo() {
        given().get("/hooks/github").then().statusCode(405);
    }

    @Test
    void pingIsAnsweredAndNothingElseHappens() {
        SignedDelivery.of(From.GITHUB, "github-ping")
                .event("ping")
                .signedWith(SECRET)
                .then()
                .statusCode(200)
                .body("ignored", containsString("Pushes"));
    }

    @Test
    void pushToAnotherRepositoryIsRefusedAlsoWithTheRightSecret() {
        push().with("acme/app", "acme/other")
                .signedWith(SECRET)
                .then()
                .statusCode(403)
                .body("detail", containsString("https://github.com/acme/app.git"));
    }

    @Test
    void formInsteadOfJsonIsRefusedWithWhatToChoose() {
        push().header("Content-Type", "application/x-www-form-urlencoded")
                .signedWith(SECRET)
                .then()
                .statusCode(415)
                .body("detail", containsString("application/json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "\"x\"", "{}", "{\"ref\":{}}", "payload=%7B%7D"})
    void signedBodyThatIsNoPushIsRefused(String body) {
        push().withBody(body).signedWith(SECRET).then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnce() {
        push().withBody("{\"ref\":\"refs/heads/x\",\"repository\":{}}")
                .signedWith(SECRET)
                .then()
                .statusCode(400)
                .body("errors.field", contains("repository.full_name", "pusher.name", "before", "after"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refs/heads/--upload-pack=x",
                "refs/heads/-b",
                "refs/heads/../x",
                "refs/heads/a b",
                "refs/heads/a\\nb",
                "refs/heads/a\\u0000b",
                "refs/tags/@{x"
            })
    void refThatPlaysTricksIsRefused(String trick) {
        push().with(ref, trick).signedWith(SECRET).then().statusCode(400).body("errors.field", hasItem("ref"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$(id)", "a;b", "HEAD", "@/etc/passwd", "0123"})
    void revisionThatIsNoneIsRefused(String trick) {
        push().with(GITHUB_AFTER, trick)
                .signedWith(SECRET)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("after"));
    }

    @ParameterizedTest
    @EnumSource(From.class)
    void signedRubbishNeverBreaksAnything(From forge) {
        Random random = new Random(1);
        byte[] recorded = SignedDelivery.of(forge)
                .with("develop", UUID.randomUUID().toString())
                .body();
        for (int i = 0; i < 50; i++) {
            byte[] mutated = recorded.clone();
            for (int bytes = random.nextInt(1, 20); bytes > 0; bytes--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            assertThat(SignedDelivery.of(forge)
                            .withBody(Arrays.copyOf(
                                    mutated, random.nextInt(4) == 0 ? mutated.length / 2 : mutated.length))
                            .signedWith(SECRET)
                            .statusCode())
                    .isIn(200, 202, 400, 403);
        }
    }

    @Test
    void refsThatAreNeitherBranchNorTagAreIgnored() {
        push().with(ref, "refs/notes/commits")
                .signedWith(SECRET)
                .then()
                .statusCode(200)
                .body("ignored", containsString("branches and tags"));
    }

    @Test
    void deliveryOverTheLimitIsRefused() {
        push().withBody("x".repeat(1_100_000)).signedWith(SECRET).then().statusCode(413);
    }

    @Test
    void deliveryWithoutItsIdIsRefusedWhereOnlyTheIdTellsItFromAnother() {
        SignedDelivery.of(From.GITLAB)
                .header("X-Gitlab-Event-UUID", "")
                .signedWith(SECRET)
                .then()
                .statusCode(400)
                .body("errors[0].wanted", containsString("X-Gitlab-Event-UUID"));
    }

    @Test
    void annotatedTagIsBuiltFromTheCommitItStandsFor() {
        String tag = "refs/tags/" + UUID.randomUUID();
        SignedDelivery.of(From.GITHUB, "github-tag")
                .with("refs/tags/v1.1", tag)
                .signedWith(SECRET)
                .then()
                .statusCode(202)
                .body("pushes[0].version", equalTo(tag.substring("refs/tags/".length())));

        await().atMost(LONG).until(() -> wire.ofRef(tag).size() == 1);
        assertThat(wire.ofRef(tag).getFirst().event().pipelineRun().revision()).isEqualTo(GITHUB_AFTER);
    }

    @Test
    void gitLabsTagIsBuiltFromTheCommitItStandsFor() {
        String tag = "refs/tags/" + UUID.randomUUID();
        SignedDelivery.of(From.GITLAB, "gitlab-tag")
                .event("Tag Push Hook")
                .with("refs/tags/v1.0.0", tag)
                .signedWith(SECRET)
                .then()
                .statusCode(202);

        await().atMost(LONG).until(() -> wire.ofRef(tag).size() == 1);
        assertThat(wire.ofRef(tag).getFirst().event().pipelineRun().revision())
                .isEqualTo("5937ac0a7beb003549fc5fd26fc247adbce4a52e");
    }

    @Test
    void severalRefsInOneDeliveryAreAcceptedTogether() {
        String suffix = UUID.randomUUID().toString();
        SignedDelivery.of(From.BITBUCKET_CLOUD)
                .with("\"develop\"", "\"develop" + suffix + "\"")
                .with("\"v1.1\"", "\"v" + suffix + "\"")
                .with("feature/MSP-123", "feature/" + suffix)
                .signedWith(SECRET)
                .then()
                .statusCode(202)
                .body("pushes", hasSize(3))
                .body(
                        "pushes.ref",
                        contains(
                                "refs/heads/develop" + suffix, "refs/heads/feature/" + suffix, "refs/tags/v" + suffix));

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(wire.ofRef("refs/heads/feature/" + suffix))
                        .extracting(Envelope::event)
                        .satisfiesExactly(event -> assertThat(event).isInstanceOf(RefDeleted.class)));
    }

    @Test
    void forcedPushIsAnOrdinaryNewestPush() {
        push().signedWith(SECRET).then().statusCode(202);
        SignedDelivery.of(From.GITHUB, "github-forced")
                .with("refs/heads/develop", ref)
                .signedWith(SECRET)
                .then()
                .statusCode(202)
                .body("pushes[0].sequence", equalTo(2));
    }

    @Test
    void deletedRefEndsWhatWaitsForIt() {
        Response accepted = push().signedWith(SECRET);
        SignedDelivery.of(From.GITHUB, "github-deleted")
                .with("refs/heads/feature/MSP-123", ref)
                .signedWith(SECRET)
                .then()
                .statusCode(202);

        await().atMost(LONG).until(() -> wire.ofRef(ref).size() == 3);
        assertThat(wire.ofRef(ref).stream().map(Envelope::event))
                .satisfiesExactly(
                        event -> assertThat(event).isInstanceOf(CommitPushed.class),
                        event -> assertThat(event).isInstanceOf(RefDeleted.class),
                        event -> assertThat(event).isInstanceOfSatisfying(CancellationRequested.class, wish -> {
                            assertThat(wish.by()).isEqualTo("the deletion of " + ref + " by ada");
                            assertThat(wish.pipelineRun().id()).hasToString(accepted.path("pushes[0].pipelineRun"));
                        }));
    }

    @Test
    void samePushByHookAndWebhookIsAcceptedOnceWhicheverComesFirst() {
        push().signedWith(SECRET).then().statusCode(202);
        hook(GITHUB_BEFORE, GITHUB_AFTER).then().statusCode(200).body("sequence", equalTo(1));

        String next = revision();
        hook(GITHUB_AFTER, next).then().statusCode(202).body("sequence", equalTo(2));
        push(GITHUB_AFTER, next).signedWith(SECRET).then().statusCode(200).body("pushes[0].sequence", equalTo(2));
    }

    @Test
    void refThatIsMovedForthAndBackIsBuiltEachTimeAndEachMoveOnce() {
        String a = revision();
        String b = revision();
        push(a, b).signedWith(SECRET).then().statusCode(202);
        push(b, a).signedWith(SECRET).then().statusCode(202);
        hook(a, b).then().statusCode(200).body("sequence", equalTo(1));
        hook(b, a).then().statusCode(200).body("sequence", equalTo(2));
        hook(a, b).then().statusCode(202).body("sequence", equalTo(3));
        push(a, b).signedWith(SECRET).then().statusCode(200).body("pushes[0].sequence", equalTo(3));
    }

    @Test
    void standardWebhooksSignatureOfGitLabIsRightForFiveMinutes() {
        gitLabSignature(Instant.now(), "1").then().statusCode(202);
        gitLabSignature(Instant.now(), "1").then().statusCode(200);
        gitLabSignature(Instant.now().minusSeconds(3600), "2").then().statusCode(401);
        gitLabSignature(Instant.now().plusSeconds(3600), "2").then().statusCode(401);
    }

    private Response gitLabSignature(Instant at, String id) {
        SignedDelivery delivery = SignedDelivery.of(From.GITLAB).with("refs/heads/develop", ref);
        String text = id + "." + at.getEpochSecond() + "." + new String(delivery.body(), StandardCharsets.UTF_8);
        byte[] hash = HexFormat.of()
                .parseHex(SignedDelivery.hmac("HmacSHA256", SECRET, text.getBytes(StandardCharsets.UTF_8)));
        return delivery.header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(at.getEpochSecond()))
                .header(
                        "webhook-signature",
                        "v1,bm9wZQ== v1," + Base64.getEncoder().encodeToString(hash))
                .unsigned();
    }

    private SignedDelivery push() {
        return SignedDelivery.of(From.GITHUB).with("refs/heads/develop", ref);
    }

    private SignedDelivery push(String before, String after) {
        return push().with(GITHUB_AFTER, after)
                .with(GITHUB_BEFORE, before)
                .with("1778857233", Long.toString(System.nanoTime()));
    }

    private Response hook(String before, String after) {
        return given().header("Authorization", "Bearer " + hookToken)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "id",
                        UUID.randomUUID().toString(),
                        "repository",
                        "https://github.com/acme/app.git",
                        "ref",
                        ref,
                        "before",
                        before,
                        "after",
                        after,
                        "pusher",
                        "ada"))
                .post("/api/pushes");
    }

    private static String revision() {
        return (UUID.randomUUID().toString() + UUID.randomUUID())
                .replace("-", "")
                .substring(0, 40);
    }
}
