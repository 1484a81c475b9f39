package dev.slipway.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.slipway.artifact.Archive;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.console.domain.ArtifactRetention;
import dev.slipway.console.domain.Story;
import dev.slipway.console.port.EventJournal;
import dev.slipway.events.ArtifactBuilt;
import dev.slipway.events.BuildFailed;
import dev.slipway.events.BuildStarted;
import dev.slipway.events.CancellationRequested;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Deployed;
import dev.slipway.events.Digest;
import dev.slipway.events.Envelope;
import dev.slipway.events.Failure;
import dev.slipway.events.LoadBalancerStarted;
import dev.slipway.events.PipelineRunId;
import dev.slipway.events.RecordSetsChanged;
import dev.slipway.events.RefDeleted;
import dev.slipway.events.ReplicaCount;
import dev.slipway.events.StageName;
import dev.slipway.events.Trigger;
import dev.slipway.runtime.RunId;
import dev.slipway.runtime.persistence.RunLogs;
import dev.slipway.runtime.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The door as callers meet it, with the real database and broker behind it. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class ConsoleServiceIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String REPOSITORY = "https://git.example.com/acme/app.git";
    private static final String REVISION = "0123456789abcdef0123456789abcdef01234567";
    private static final String NONE = "0".repeat(40);

    @Inject
    RunLogs logs;

    @Inject
    ArtifactStore artifacts;

    @Inject
    EventJournal journal;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @ConfigProperty(name = "slipway.test.operator-token")
    String operatorToken;

    @ConfigProperty(name = "slipway.test.hook-token")
    String hookToken;

    @ConfigProperty(name = "slipway.test.database-is-away")
    Path databaseIsAway;

    private final String ref = "refs/heads/" + UUID.randomUUID();
    private Wire wire;

    @BeforeEach
    void connect() {
        wire = new Wire(bootstrap, "slipway.commits", "slipway.builds.dlq");
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        wire.close();
    }

    @Test
    void acceptedPushIsToldToAllServicesUnderTheSendersIdAndTrace() {
        String id = UUID.randomUUID().toString();
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        hook().header("traceparent", trace)
                .body(push(id, REVISION, REVISION))
                .post("/api/pushes")
                .then()
                .statusCode(202)
                .body("sequence", equalTo(1))
                .body("version", equalTo(ref.substring("refs/heads/".length()) + "-1"))
                .body("duplicate", equalTo(false));

        await().atMost(LONG).until(() -> wire.ofRef(ref).size() == 1);
        Envelope<?> told = wire.ofRef(ref).getFirst();
        assertThat(told.id()).hasToString(id);
        assertThat(told.trace().value()).isEqualTo(trace);
        assertThat(told.event()).isInstanceOfSatisfying(CommitPushed.class, event -> {
            assertThat(event.trigger()).isEqualTo(Trigger.PUSH);
            assertThat(event.pusher()).isEqualTo("ada");
            assertThat(event.before()).isEqualTo(REVISION);
        });
    }

    @Test
    void deletedRefIsToldAsDeleted() {
        hook().body(push(UUID.randomUUID().toString(), REVISION, NONE))
                .post("/api/pushes")
                .then()
                .statusCode(202);

        await().atMost(LONG).until(() -> wire.ofRef(ref).size() == 1);
        assertThat(wire.ofRef(ref).getFirst().event()).isInstanceOf(RefDeleted.class);
    }

    @Test
    void samePushAgainGetsTheSameAnswerAndNothingElseHappens() {
        String id = UUID.randomUUID().toString();
        Response first = hook().body(push(id, NONE, REVISION)).post("/api/pushes");

        Response again = hook().body(push(id, NONE, REVISION)).post("/api/pushes");

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.path("duplicate").toString()).isEqualTo("true");
        for (String field : List.of("pipelineRun", "sequence", "version")) {
            assertThat(again.path(field).toString()).isEqualTo(first.path(field).toString());
        }
        assertThat(nextSequence()).isEqualTo(2);
        await().atMost(LONG).until(() -> wire.ofRef(ref).size() == 2);
    }

    @Test
    void retriesThatOvertakeEachOtherStartOneRun() throws Exception {
        String id = UUID.randomUUID().toString();

        List<Response> answers =
                atOnce(10, () -> hook().body(push(id, NONE, REVISION)).post("/api/pushes"));

        assertThat(answers)
                .extracting(Response::statusCode)
                .containsOnlyOnce(202)
                .containsOnly(200, 202);
        assertThat(answers.stream().map(answer -> answer.path("pipelineRun").toString()))
                .containsOnly(answers.getFirst().path("pipelineRun").toString());
        assertThat(nextSequence()).isEqualTo(2);
    }

    @Test
    void pushesToOneRefAtOnceGetSequencesWithoutGapsAndAreToldInThatOrder() throws Exception {
        List<Response> answers = atOnce(
                20,
                () -> hook().body(push(UUID.randomUUID().toString(), NONE, REVISION))
                        .post("/api/pushes"));

        assertThat(answers).extracting(Response::statusCode).containsOnly(202);
        assertThat(answers.stream().map(answer -> ((Number) answer.path("sequence")).longValue()))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 20).boxed().toList());
        await().atMost(LONG).until(() -> wire.ofRef(ref).size() == 20);
        assertThat(wire.ofRef(ref).stream()
                        .map(told -> told.event().pipelineRun().sequence()))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
    }

    @Test
    void schemaOfThePipelineFileIsThereForEveryEditor() {
        given().get("/schemas/slipway-1.json")
                .then()
                .statusCode(200)
                .contentType("application/schema+json")
                .body("title", equalTo("slipway.yml"));
    }

    @Test
    void callerWithoutTheRightTokenIsTurnedAway() {
        Map<String, Object> push = push(UUID.randomUUID().toString(), NONE, REVISION);

        given().contentType(ContentType.JSON)
                .body(push)
                .post("/api/pushes")
                .then()
                .statusCode(401);
        with("x".repeat(43)).body(push).post("/api/pushes").then().statusCode(401);
        hook().get("/api/runs").then().statusCode(403);
        hook().body(Map.of()).post("/api/runs").then().statusCode(403);
        given().get("/api/artifacts/sha256:" + "a".repeat(64)).then().statusCode(401);
        assertThat(nextSequence()).isEqualTo(1);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        hook().body(Map.of("id", "1", "ref", "--upload-pack=x", "before", "HEAD", "after", REVISION))
                .post("/api/pushes")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("status", equalTo(400))
                .body("errors.field", containsInAnyOrder("id", "repository", "ref", "before", "pusher"))
                .body("errors.find { it.field == 'ref' }.found", equalTo("--upload-pack=x"))
                .body("errors.wanted", hasItem(notNullValue()));
    }

    @Test
    void bodyThatIsNoJsonObjectIsRefused() {
        for (String body : List.of("", "{", "[]", "null", "\"x\"", "{\"id\":{}}")) {
            hook().body(body).post("/api/pushes").then().statusCode(400).contentType("application/problem+json");
        }
    }

    @Test
    void bodyOverTheLimitIsRefused() {
        hook().body("{\"id\":\"" + "x".repeat(1_100_000) + "\"}")
                .post("/api/pushes")
                .then()
                .statusCode(413);
    }

    @Test
    void pushIsPutOffWhileTheDatabaseIsAwayAndAcceptedAfterwards() throws IOException {
        String id = UUID.randomUUID().toString();
        Files.createFile(databaseIsAway);
        try {
            hook().body(push(id, NONE, REVISION))
                    .post("/api/pushes")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .contentType("application/problem+json");
        } finally {
            Files.delete(databaseIsAway);
        }

        await().atMost(LONG)
                .untilAsserted(() -> hook().body(push(id, NONE, REVISION))
                        .post("/api/pushes")
                        .then()
                        .statusCode(202)
                        .body("sequence", equalTo(1)));
    }

    @Test
    void runIsVisibleAtOnceAndFollowsItsEvents() {
        Story story = new Story();
        Response accepted =
                hook().body(push(UUID.randomUUID().toString(), NONE, REVISION)).post("/api/pushes");
        String run = accepted.path("pipelineRun");
        operator().get("/api/runs/" + run).then().statusCode(200).body("state", equalTo("waiting"));
        await().atMost(LONG).until(() -> wire.ofRef(ref).size() == 1);
        Envelope<?> push = wire.ofRef(ref).getFirst();

        story.causedBy(push.id(), new BuildStarted(push.event().pipelineRun(), "auth", "golang:1.24"))
                .causedBy(
                        push.id(),
                        new BuildFailed(push.event().pipelineRun(), "auth", Failure.failure("make", "exit code 2")));
        story.told().forEach(wire::send);
        story.told().forEach(wire::send);

        await().atMost(LONG)
                .untilAsserted(() -> operator()
                        .get("/api/runs/" + run)
                        .then()
                        .body("state", equalTo("failed"))
                        .body("stages.stage", contains("build"))
                        .body("stages[0].reason", equalTo("make: exit code 2")));
        operator()
                .get("/api/runs/" + run + "/events")
                .then()
                .body(
                        "type",
                        contains(
                                "dev.slipway.commit.pushed.v1",
                                "dev.slipway.build.started.v1",
                                "dev.slipway.build.failed.v1"))
                .body("[1].data.component", equalTo("auth"));
        operator().get("/api/runs?limit=1").then().body("id", contains(run));
    }

    @Test
    void environmentShowsWhatServesUnderWhichName() {
        Story story = new Story();
        String environment = "e-" + UUID.randomUUID();
        story.then(new Deployed(story.run, "auth", environment, "auth", Story.IMAGE, new ReplicaCount(1, 1, 0, 0)))
                .then(new LoadBalancerStarted(
                        story.run, environment, "auth", "web", List.of("192.0.2.1"), List.of(), null))
                .then(new RecordSetsChanged(story.run, "example.test.", "web.example.test.", List.of()));

        story.told().forEach(wire::send);

        String path = "find { it.environment == '" + environment + "' }";
        await().atMost(LONG)
                .untilAsserted(() -> operator()
                        .get("/api/environments")
                        .then()
                        .body(path + ".releases[0].run.version", equalTo("develop-1"))
                        .body(path + ".loadBalancers[0].name", equalTo("web.example.test.")));
    }

    @Test
    void recordThatIsNoEventBecomesADeadLetterAndHoldsUpNothing() {
        Story story = new Story();
        story.then(new ArtifactBuilt(story.run, "auth", Story.DIGEST, Story.DIGEST, List.of()));
        String key = story.run.id().toString();

        wire.send(new ProducerRecord<>("slipway.builds", key, "rubbish".getBytes(StandardCharsets.UTF_8)));
        wire.send(story.told().getFirst());

        await().atMost(LONG)
                .untilAsserted(() -> operator().get("/api/runs/" + key).then().statusCode(200));
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(wire.on("slipway.builds.dlq"))
                        .anySatisfy(letter -> assertThat(new String(letter.value(), StandardCharsets.UTF_8))
                                .isEqualTo("rubbish")));
    }

    @Test
    void personStartsARunAndCancelsIt() {
        Response started = operator()
                .body(Map.of("repository", REPOSITORY, "ref", ref, "revision", REVISION))
                .post("/api/runs");
        assertThat(started.statusCode()).isEqualTo(202);
        String run = started.path("pipelineRun");

        operator().post("/api/runs/" + run + "/cancel").then().statusCode(202);
        operator().post("/api/runs/" + run + "/cancel").then().statusCode(202);
        operator().post("/api/runs/" + UUID.randomUUID() + "/cancel").then().statusCode(404);

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(wire.ofRef(ref))
                        .extracting(Envelope::event)
                        .satisfiesExactly(
                                event -> assertThat(event)
                                        .isInstanceOfSatisfying(
                                                CommitPushed.class,
                                                pushed -> assertThat(pushed.trigger())
                                                        .isEqualTo(Trigger.MANUAL)),
                                event -> assertThat(event)
                                        .isInstanceOfSatisfying(
                                                CancellationRequested.class,
                                                wish -> assertThat(wish.by()).isEqualTo("operator"))));
    }

    @Test
    void manualStartNamesItsOwnFields() {
        operator()
                .body(Map.of("repository", REPOSITORY, "ref", ref, "revision", "HEAD"))
                .post("/api/runs")
                .then()
                .statusCode(400)
                .body("errors.field", contains("revision"));
    }

    @Test
    void logIsPutTogetherFromTheServicesAndReadOnFromACursor() {
        Response started =
                hook().body(push(UUID.randomUUID().toString(), NONE, REVISION)).post("/api/pushes");
        String run = started.path("pipelineRun");
        PipelineRunId id = PipelineRunId.of(run);
        logs.append(new RunId(UUID.randomUUID()), id, StageName.BUILD, "one\n");

        Response first = operator().get("/api/runs/" + run + "/log");
        logs.append(new RunId(UUID.randomUUID()), id, StageName.BUILD, "two\n");
        String next = first.path("next");

        first.then()
                .statusCode(200)
                .body("chunks.lines", contains("one\n"))
                .body("chunks.service", contains("builder"))
                .body("unavailable", hasKey("packager"))
                .body("over", equalTo(false));
        operator()
                .queryParam("after", next)
                .get("/api/runs/" + run + "/log")
                .then()
                .body("chunks.lines", contains("two\n"));
        operator()
                .queryParam("after", "x")
                .get("/api/runs/" + run + "/log")
                .then()
                .statusCode(400);
        operator().get("/api/runs/" + UUID.randomUUID() + "/log").then().statusCode(404);
    }

    @Test
    void artifactIsHandedOutByItsDigest() {
        byte[] bytes = "artifact".getBytes(StandardCharsets.UTF_8);
        String digest = artifacts.put(new ByteArrayInputStream(bytes)).toString();

        assertThat(operator().get("/api/artifacts/" + digest).asByteArray()).isEqualTo(bytes);
        operator()
                .get("/api/artifacts/sha256:" + "0".repeat(64))
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        operator().get("/api/artifacts/latest").then().statusCode(400);
    }

    @Test
    void artifactsOfARunAreListedAndHandedOutOneByOneOrWhole() throws IOException {
        Story story = new Story();
        byte[] tar = tar(Map.of("bin/app", "program", "page.html", "<script>alert(1)</script>"));
        Digest archive = artifacts.put(new ByteArrayInputStream(tar));
        story.then(new ArtifactBuilt(story.run, "auth", Story.DIGEST, archive, List.of("bin/app", "page.html")));
        story.then(new ArtifactBuilt(story.run, "gone", Story.DIGEST, Story.DIGEST, List.of("x")));
        story.told().forEach(wire::send);
        String path = "/api/runs/" + story.run.id() + "/artifacts";

        await().atMost(LONG)
                .untilAsserted(() -> operator()
                        .get(path)
                        .then()
                        .statusCode(200)
                        .body("component", contains("auth", "gone"))
                        .body("[0].files", contains("bin/app", "page.html"))
                        .body("[0].size", equalTo(tar.length))
                        .body("[0].available", equalTo(true))
                        .body("[1].available", equalTo(false)));
        Response whole = operator().get(path + "/auth");
        assertThat(whole.asByteArray()).isEqualTo(tar);
        assertThat(whole.header("Content-Disposition")).contains("filename=\"auth-develop-1.tar\"");
        assertThat(whole.header("Content-Type")).startsWith("application/x-tar");
        assertThat(operator().get(path + "/auth/bin/app").asString()).isEqualTo("program");
        operator()
                .get(path + "/auth/page.html")
                .then()
                .statusCode(200)
                .header("Content-Disposition", startsWith("attachment; filename=\"page.html\""))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Content-Security-Policy", startsWith("sandbox"));
        operator().get(path + "/auth/../../etc/passwd").then().statusCode(404);
        operator().get(path + "/auth/%2e%2e/%2e%2e/etc/passwd").then().statusCode(404);
        operator().get(path + "/auth/nothing").then().statusCode(404).body("detail", containsString("bin/app"));
        operator().get(path + "/other").then().statusCode(404);
        operator().get(path + "/gone").then().statusCode(404).contentType("application/problem+json");
        operator().get("/api/runs/" + UUID.randomUUID() + "/artifacts").then().statusCode(404);
        hook().get(path).then().statusCode(403);
        hook().get(path + "/auth").then().statusCode(403);
    }

    @Test
    void sweepRemovesWhatNoRunNeedsAndKeepsTheRest() throws IOException {
        Digest kept = artifacts.put(new ByteArrayInputStream("kept".getBytes(StandardCharsets.UTF_8)));
        Digest orphan = artifacts.put(new ByteArrayInputStream("orphan".getBytes(StandardCharsets.UTF_8)));
        Story story = new Story();
        story.then(new ArtifactBuilt(story.run, "auth", kept, kept, List.of("x")));
        story.told().forEach(wire::send);
        await().atMost(LONG)
                .untilAsserted(() ->
                        operator().get("/api/runs/" + story.run.id()).then().statusCode(200));
        // all events of this suite are from the beginning of 2026 or from now
        ArtifactSweep later = new ArtifactSweep(
                journal,
                artifacts,
                new ArtifactRetention(Duration.ofDays(1), 1),
                Clock.fixed(Instant.now().plus(Duration.ofDays(400)), ZoneOffset.UTC));

        later.sweep();

        assertThat(artifacts.has(kept)).isTrue();
        assertThat(artifacts.has(orphan)).isFalse();
    }

    /** As the builder packs it. */
    private static byte[] tar(Map<String, String> files) throws IOException {
        Path tree = Files.createTempDirectory("tree");
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = tree.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
            ByteArrayOutputStream tar = new ByteArrayOutputStream();
            Archive.pack(tree, tar);
            return tar.toByteArray();
        } finally {
            try (Stream<Path> paths = Files.walk(tree)) {
                for (Path path :
                        paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private long nextSequence() {
        return ((Number) hook().body(push(UUID.randomUUID().toString(), NONE, REVISION))
                        .post("/api/pushes")
                        .path("sequence"))
                .longValue();
    }

    private Map<String, Object> push(String id, String before, String after) {
        Map<String, Object> push = new HashMap<>();
        push.put("id", id);
        push.put("repository", REPOSITORY);
        push.put("ref", ref);
        push.put("before", before);
        push.put("after", after);
        push.put("pusher", "ada");
        return push;
    }

    private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            List<Future<T>> futures = threads.invokeAll(
                    IntStream.range(0, times).mapToObj(i -> call).toList());
            for (Future<T> future : futures) {
                results.add(future.get());
            }
        }
        return results;
    }

    private RequestSpecification hook() {
        return with(hookToken);
    }

    private RequestSpecification operator() {
        return with(operatorToken);
    }

    private static RequestSpecification with(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }
}
