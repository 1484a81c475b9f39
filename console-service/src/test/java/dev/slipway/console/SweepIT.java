package dev.slipway.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.slipway.console.SignedDelivery.From;
import dev.slipway.console.port.SweepLedger;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Envelope;
import dev.slipway.events.RefDeleted;
import dev.slipway.events.Trigger;
import dev.slipway.runtime.testing.Wire;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pushes that nobody told of, and the choice of refs, with a real repository, database and broker. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class SweepIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String NONE = "0".repeat(40);

    @Inject
    SweepLedger sweeps;

    @Inject
    DataSource database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @ConfigProperty(name = "slipway.test.operator-token")
    String operatorToken;

    @ConfigProperty(name = "slipway.test.swept")
    Path bare;

    private final String suffix = UUID.randomUUID().toString();
    private final String ref = "refs/heads/" + suffix;
    private Git git;
    private Wire wire;

    @BeforeEach
    void connect() {
        git = new Git(bare);
        wire = new Wire(bootstrap, "slipway.commits");
        await().atMost(LONG).until(() -> looks() > 0);
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        wire.close();
    }

    @Test
    void firstLookOnlyRemembers() throws Exception {
        git.move(ref, git.commit("One"));
        forget();

        look();

        assertThat(wire.ofRef(ref)).isEmpty();
        operator()
                .get("/api/repositories")
                .then()
                .body("find { it.name == 'swept' }.lookedAt", notNullValue())
                .body("find { it.name == 'swept' }.failures", equalTo(0))
                .body("find { it.name == 'swept' }.webhook", equalTo("/hooks/swept"));
    }

    @Test
    void fourTagsInOnePushAreFoundOnceEachWhenTheForgeIsSilent() throws Exception {
        String commit = git.commit("One");
        String annotated = git.annotatedTag("v0-" + suffix, commit);
        for (int i = 1; i < 4; i++) {
            git.move("refs/tags/v" + i + "-" + suffix, commit);
        }

        look();
        look();

        for (int i = 0; i < 4; i++) {
            String tag = "refs/tags/v" + i + "-" + suffix;
            await().atMost(LONG).until(() -> !wire.ofRef(tag).isEmpty());
            assertThat(wire.ofRef(tag)).hasSize(1);
            assertThat(wire.ofRef(tag).getFirst().event()).isInstanceOfSatisfying(CommitPushed.class, pushed -> {
                assertThat(pushed.pipelineRun().revision()).isEqualTo(commit).isNotEqualTo(annotated);
                assertThat(pushed.trigger()).isEqualTo(Trigger.PUSH);
            });
        }
    }

    @Test
    void pushThatWasToldOfIsNotFoundAgain() throws Exception {
        String commit = git.commit("One");
        git.move(ref, commit);
        webhook(NONE, commit).then().statusCode(202);

        look();

        webhook(NONE, commit).then().statusCode(200);
        await().atMost(LONG).until(() -> !wire.ofRef(ref).isEmpty());
        assertThat(wire.ofRef(ref)).hasSize(1);
    }

    @Test
    void stepsThatAreToldAfterALookSawTheirEndAreNoNews() throws Exception {
        String one = git.commit("One");
        String two = git.commit("Two");
        git.move(ref, one);
        git.move(ref, two);

        look();
        webhook(NONE, one).then().statusCode(200).body("pushes[0].sequence", equalTo(1));
        webhook(one, two).then().statusCode(200).body("pushes[0].sequence", equalTo(1));
        String three = git.commit("Three");
        git.move(ref, three);
        webhook(two, three).then().statusCode(202).body("pushes[0].sequence", equalTo(2));
        look();

        await().atMost(LONG).until(() -> wire.ofRef(ref).size() >= 2);
        assertThat(wire.ofRef(ref).stream()
                        .map(told -> told.event().pipelineRun().revision()))
                .containsExactly(two, three);
    }

    @Test
    void refThatIsGoneIsFoundToo() throws Exception {
        git.move(ref, git.commit("One"));
        look();
        git.delete(ref);

        look();
        look();

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(wire.ofRef(ref).stream().map(Envelope::event))
                        .hasSize(3)
                        .anySatisfy(event -> assertThat(event).isInstanceOf(RefDeleted.class)));
    }

    @Test
    void repositoryThatDoesNotAnswerShowsWhyAndIsAskedLessOften() {
        await().atMost(LONG)
                .untilAsserted(() -> operator()
                        .get("/api/repositories")
                        .then()
                        .body("find { it.name == 'gone' }.failures", greaterThan(0))
                        .body("find { it.name == 'gone' }.problem", containsString("there is no repository"))
                        .body("find { it.name == 'gone' }.nextLookAt", notNullValue()));
    }

    @Test
    void ofSeveralReplicasOneHasTheTurn() throws Exception {
        String repository = "https://git.example.com/" + suffix;
        try (ExecutorService replicas = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> turns = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                turns.add(replicas.submit(() -> QuarkusTransaction.requiringNew()
                        .call(() ->
                                sweeps.take(repository, Duration.ofMinutes(1)).isPresent())));
            }
            int taken = 0;
            for (Future<Boolean> turn : turns) {
                taken += turn.get() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        }
    }

    @Test
    void refsMayBeChosenFromNewestReleaseFirstAndTheDefaultBranchUnlessSaidOtherwise() throws Exception {
        String commit = git.commit("One");
        git.move("refs/heads/develop", commit);
        for (String version : List.of("v1.9", "v1.10", "v1.10-rc.1", "w2")) {
            git.move("refs/tags/" + suffix + version, commit);
        }

        operator()
                .queryParam("repository", "swept")
                .queryParam("pattern", suffix + "v*")
                .get("/api/refs")
                .then()
                .statusCode(200)
                .body("defaultRef", equalTo("refs/heads/develop"))
                .body("branches[0].name", equalTo("develop"))
                .body("tags.name", contains(suffix + "v1.10", suffix + "v1.10-rc.1", suffix + "v1.9"))
                .body("tags[0].revision", equalTo(commit));
        operator().get("/api/refs").then().statusCode(400);
        operator().queryParam("repository", "gone").get("/api/refs").then().statusCode(422);
    }

    @Test
    void personPicksATagByItsShortNameAndItsCommitIsRun() throws Exception {
        String commit = git.commit("One");
        git.annotatedTag("r" + suffix, commit);

        Response started = run(Map.of("repository", "swept", "ref", "r" + suffix));

        started.then().statusCode(202).body("version", equalTo("r" + suffix));
        operator()
                .get("/api/runs/" + started.path("pipelineRun"))
                .then()
                .body("ref", equalTo("refs/tags/r" + suffix))
                .body("revision", equalTo(commit))
                .body("trigger", equalTo("MANUAL"));
    }

    @Test
    void personWhoNamesNoRefGetsTheDefaultBranchAndMayNameAnOlderRevisionOfIt() throws Exception {
        String older = git.commit("Older");
        String newest = git.commit("Newest");
        git.move("refs/heads/develop", newest);

        assertThat(revisionOf(run(Map.of("repository", "swept")))).isEqualTo(newest);
        Response old = run(Map.of("repository", "swept", "revision", older));
        assertThat(revisionOf(old)).isEqualTo(older);
        old.then().body("version", startsWith("develop-"));
    }

    @Test
    void refThatIsNotThereIsRefusedWithThoseOfAlmostThatName() throws Exception {
        git.move("refs/heads/develop", git.commit("One"));

        run(Map.of("repository", "swept", "ref", "develp"))
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("ref"))
                .body("errors[0].wanted", containsString("develop"));
    }

    @Test
    void runByHandIsNoNewsOfTheRef() throws Exception {
        String one = git.commit("One");
        git.move(ref, one);
        look();
        run(Map.of("repository", "swept", "ref", ref, "revision", git.commit("Older")))
                .then()
                .statusCode(202)
                .body("sequence", equalTo(2));

        look();

        await().atMost(LONG).until(() -> wire.ofRef(ref).size() == 2);
    }

    private String revisionOf(Response started) {
        return operator().get("/api/runs/" + started.path("pipelineRun")).path("revision");
    }

    private Response run(Map<String, String> wish) {
        return operator().contentType(ContentType.JSON).body(wish).post("/api/runs");
    }

    private Response webhook(String before, String after) {
        return SignedDelivery.of(From.GITHUB)
                .to("swept")
                .with("acme/app\"", "git/swept\"")
                .with("refs/heads/develop", ref)
                .with("6113728f27ae82c7b1a177c8d03f9e96e0adf246", before)
                .with("59b20b8d5c6ff8d09518454d4dd8b7b30f095ab5", after)
                .signedWith(RealServers.SECRET);
    }

    /** Has the repository looked at now, and waits until that was done. */
    private void look() throws SQLException {
        update("update sweep set due_at = clock_timestamp() where repository = ?");
        await().atMost(LONG).until(this::isLookedAt);
    }

    /** While somebody looks the next look is at most minutes away, and afterwards an hour. */
    private boolean isLookedAt() {
        String next = operator().get("/api/repositories").path("find { it.name == 'swept' }.nextLookAt");
        return next != null && Instant.parse(next).isAfter(Instant.now().plusSeconds(600));
    }

    private void forget() throws SQLException {
        update("delete from sweep where repository = ?");
    }

    private int looks() {
        return operator().get("/api/repositories").path("find { it.name == 'swept' }.lookedAt") == null ? 0 : 1;
    }

    private void update(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(statement)) {
            update.setString(1, "file://" + bare);
            update.executeUpdate();
        }
    }

    private RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + operatorToken);
    }
}
