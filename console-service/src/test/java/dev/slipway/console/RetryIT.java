package dev.slipway.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.console.domain.Story;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Digest;
import dev.slipway.events.Envelope;
import dev.slipway.events.EventId;
import dev.slipway.events.Failure;
import dev.slipway.events.ImageBuilt;
import dev.slipway.events.RetryRequested;
import dev.slipway.events.StageName;
import dev.slipway.events.TestSummary;
import dev.slipway.events.TestsFailed;
import dev.slipway.events.TestsStarted;
import dev.slipway.events.Trigger;
import dev.slipway.runtime.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The wish to have a stage done again, from the API to the topic. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class RetryIT {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Inject
    ArtifactStore artifacts;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @ConfigProperty(name = "slipway.test.operator-token")
    String operatorToken;

    @ConfigProperty(name = "slipway.test.hook-token")
    String hookToken;

    private final Story story = new Story();
    private final String run = story.run.id().toString();
    private Wire wire;

    @BeforeEach
    void connect() {
        wire = new Wire(bootstrap, "slipway.commits");
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        wire.close();
    }

    @Test
    void retryIsAskedForOnceHoweverOftenItIsSaid() {
        failedTests(artifacts.put(new ByteArrayInputStream(run.getBytes(StandardCharsets.UTF_8))));

        operator().post("/api/runs/" + run + "/retry").then().statusCode(202).body("stages", contains("test"));
        operator().post("/api/runs/" + run + "/retry?stage=test").then().statusCode(409);

        operator().get("/api/runs/" + run).then().body("state", equalTo("running"));
        await().atMost(LONG).until(() -> !wishes().isEmpty());
        Envelope<RetryRequested> wish = wishes().getFirst();
        EventId image = story.idOf(ImageBuilt.class);
        assertThat(wishes()).hasSize(1);
        assertThat(wish.cause()).isEqualTo(image);
        assertThat(wish.trace().traceId()).isEqualTo(story.trace.traceId());
        assertThat(wish.event()).isEqualTo(new RetryRequested(story.run, StageName.TEST, image, "operator"));
    }

    @Test
    void inputThatIsGoneIsRefused() {
        failedTests(new Digest("sha256:" + "e".repeat(64)));

        operator()
                .post("/api/runs/" + run + "/retry")
                .then()
                .statusCode(409)
                .body("detail", containsString("sha256:eee"))
                .body("detail", containsString("no longer kept"));
    }

    @Test
    void unknownRunAndUnknownStageAreRefused() {
        operator().post("/api/runs/" + UUID.randomUUID() + "/retry").then().statusCode(404);
        operator()
                .post("/api/runs/" + run + "/retry?stage=compile")
                .then()
                .statusCode(400)
                .body("errors[0].wanted", containsString("package"));
    }

    @Test
    void hookMayNotRetry() {
        given().header("Authorization", "Bearer " + hookToken)
                .post("/api/runs/" + run + "/retry")
                .then()
                .statusCode(403);
    }

    private void failedTests(Digest source) {
        story.then(new CommitPushed(story.run, Trigger.PUSH, "ada", null))
                .then(new ImageBuilt(story.run, "auth", source, Story.IMAGE, "run-1"));
        EventId image = story.idOf(ImageBuilt.class);
        story.causedBy(image, new TestsStarted(story.run, "auth"))
                .causedBy(
                        image,
                        new TestsFailed(
                                story.run,
                                "auth",
                                Story.IMAGE,
                                TestSummary.NONE,
                                Failure.failure("./test.sh", "exit code 3")));
        story.told().forEach(wire::send);
        await().atMost(LONG)
                .untilAsserted(() -> operator()
                        .get("/api/runs/" + run + "/events")
                        .then()
                        .statusCode(200)
                        .body("size()", equalTo(4)));
    }

    @SuppressWarnings("unchecked")
    private List<Envelope<RetryRequested>> wishes() {
        return wire.ofRef(story.run.ref()).stream()
                .filter(envelope -> envelope.event() instanceof RetryRequested
                        && envelope.event().pipelineRun().equals(story.run))
                .map(envelope -> (Envelope<RetryRequested>) envelope)
                .toList();
    }

    private RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + operatorToken);
    }
}
