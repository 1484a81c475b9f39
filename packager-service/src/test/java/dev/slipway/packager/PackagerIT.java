package dev.slipway.packager;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.artifact.Archive;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.DirectoryArtifactStore;
import dev.slipway.artifact.StoreLimits;
import dev.slipway.engine.ImageEngine;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.events.ArtifactBuilt;
import dev.slipway.events.Digest;
import dev.slipway.events.Failure;
import dev.slipway.events.Outcome;
import dev.slipway.events.TestSummary;
import dev.slipway.events.TestsPassed;
import dev.slipway.packager.domain.PackagingResult;
import dev.slipway.packager.domain.PackagingResult.Packaged;
import dev.slipway.packager.domain.PublicationResult;
import dev.slipway.packager.domain.PublicationResult.Published;
import dev.slipway.packager.domain.TagAdvance;
import dev.slipway.packager.outbound.registry.HttpImageRegistry;
import dev.slipway.packager.port.ImageRegistry;
import dev.slipway.packager.port.MovingTags;
import dev.slipway.packager.port.RegistryException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both stories with a real engine, a real registry and a real database. */
@QuarkusTest
@QuarkusTestResource(RealRegistryAndDatabase.class)
class PackagerIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final String DOCKERFILE = "FROM scratch\nCOPY app tracked.txt /\nENTRYPOINT [\"/app\"]\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Inject
    PackagingProcedure packaging;

    @Inject
    PublicationProcedure publication;

    @Inject
    ImageRegistry registry;

    @Inject
    MovingTags movingTags;

    @Inject
    ImageEngine images;

    @Inject
    PackagerConfig config;

    private final List<String> made = new ArrayList<>();

    @AfterEach
    void removeImages() {
        made.forEach(name -> images.removeImage(dev.slipway.engine.ImageReference.parse(name)));
    }

    @Test
    void imageIsBuiltFromSourceAndArtifactsPushedAndTagged() throws Exception {
        FakeRun<ArtifactBuilt> run = built(DOCKERFILE, "refs/heads/develop", "develop-14");

        PackagingResult result = pack(run);

        assertThat(result).as(String.join("\n", run.lines())).isInstanceOf(Packaged.class);
        Packaged packaged = (Packaged) result;
        assertThat(packaged.tag()).isEqualTo("run-" + run.id());
        assertThat(registry.find("team/app", packaged.tag()))
                .contains(packaged.image().digest());
        assertThat(registry.labels("team/app", packaged.image().digest()))
                .containsEntry("dev.slipway.run", run.id().toString())
                .containsEntry("org.opencontainers.image.version", "develop-14")
                .containsEntry("org.opencontainers.image.ref.name", "develop")
                .containsEntry("org.opencontainers.image.source", "https://git.example.com/app.git")
                .containsKeys("org.opencontainers.image.created", "org.opencontainers.image.revision");

        FakeRun<TestsPassed> tested = new FakeRun<>(
                new TestsPassed(run.pipelineRun(), "app", run.event().source(), packaged.image(), TestSummary.NONE));
        PublicationResult published = publication.publish(tested);
        assertThat(published)
                .isInstanceOfSatisfying(
                        Published.class, it -> assertThat(it.tags()).containsExactly("develop-14", "develop"));
        assertThat(publication.publish(tested)).isEqualTo(published);
        assertThat(registry.find("team/app", "develop-14"))
                .contains(packaged.image().digest());
        assertThat(registry.find("team/app", "develop"))
                .contains(packaged.image().digest());
    }

    @Test
    void publishedImageHasItsPackagesAndItsOriginBesideIt() throws Exception {
        FakeRun<ArtifactBuilt> run = built("FROM debian:trixie-slim\nCOPY app /\n", "refs/heads/develop", "develop-24");
        Packaged made = packaged(run);
        publication.publish(new FakeRun<>(
                new TestsPassed(run.pipelineRun(), "app", run.event().source(), made.image(), TestSummary.NONE)));

        // the registry is older than the referrers API: the index is under a tag
        JsonNode index = get("manifests/" + made.image().digest().value().replace(':', '-'));
        assertThat(index.path("manifests")).hasSize(2);
        assertThat(attached(index, "application/vnd.cyclonedx+json", made).path("components"))
                .anySatisfy(
                        component -> assertThat(component.path("purl").asText()).startsWith("pkg:deb/debian/libc6@"));
        JsonNode predicate =
                attached(index, "application/vnd.in-toto+json", made).path("predicate");
        assertThat(predicate.findPath("gitCommit").asText())
                .isEqualTo(run.pipelineRun().revision());
    }

    private JsonNode attached(JsonNode index, String type, Packaged made) throws Exception {
        for (JsonNode descriptor : index.path("manifests")) {
            if (descriptor.path("artifactType").asText().equals(type)) {
                JsonNode manifest = get("manifests/" + descriptor.path("digest").asText());
                assertThat(manifest.path("subject").path("digest").asText())
                        .isEqualTo(made.image().digest().value());
                return get("blobs/"
                        + manifest.path("layers").path(0).path("digest").asText());
            }
        }
        throw new AssertionError("nothing of type " + type + " in " + index);
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<byte[]> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://" + config.registry().address() + "/v2/team/app/" + path))
                                .header("Accept", "application/vnd.oci.image.index.v1+json")
                                .header("Accept", "application/vnd.oci.image.manifest.v1+json")
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body());
    }

    @Test
    void secondAttemptAdoptsWhatTheFirstOnePushed() throws Exception {
        FakeRun<ArtifactBuilt> run = built(DOCKERFILE, "refs/heads/develop", "develop-15");
        PackagingResult first = pack(run);
        run.nextAttempt();

        assertThat(pack(run)).isEqualTo(first);
        assertThat(run.lines()).contains("an earlier attempt has pushed the image");
    }

    @Test
    void failingDockerfileStepIsNamed() throws Exception {
        FakeRun<ArtifactBuilt> run = built("FROM debian:trixie-slim\nRUN exit 7\n", "refs/heads/develop", "develop-16");

        Failure failure = failure(pack(run));

        assertThat(failure.outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(failure.step()).contains("RUN exit 7");
        assertThat(failure.reason()).contains("7");
    }

    @Test
    void missingDockerfileIsNamed() throws Exception {
        FakeRun<ArtifactBuilt> run = built("", "refs/heads/develop", "develop-17");

        assertThat(failure(pack(run)).reason()).contains("no file Dockerfile").contains("package.dockerfile");
    }

    @Test
    void unchangedInputUsesTheImageAgainAndSaysSo() throws Exception {
        FakeRun<ArtifactBuilt> first = built(DOCKERFILE, "refs/heads/reuse", "reuse-1", "same");
        FakeRun<ArtifactBuilt> second = built(DOCKERFILE, "refs/heads/reuse", "reuse-2", "same");

        Packaged made = packaged(first);
        Packaged again = packaged(second);

        assertThat(again.image()).isEqualTo(made.image());
        assertThat(again.tag()).isEqualTo("run-" + second.id());
        assertThat(registry.find("team/app", again.tag())).contains(made.image().digest());
        assertThat(second.lines())
                .contains("nothing has changed since reuse-1: its image is used again, nothing is built")
                .noneMatch(line -> line.startsWith("$ docker build"));
    }

    @Test
    void otherFilesOrAnotherBranchAreAnotherInput() throws Exception {
        Packaged made = packaged(built(DOCKERFILE, "refs/heads/input", "input-1", "some"));

        assertThat(packaged(built(DOCKERFILE, "refs/heads/input", "input-2", "other"))
                        .image())
                .isNotEqualTo(made.image());
        assertThat(packaged(built(DOCKERFILE, "refs/tags/v1", "v1", "some")).image())
                .isNotEqualTo(made.image());
    }

    @Test
    void baseImageThatNobodyHasIsTheUsersFault() throws Exception {
        String base = config.registry().address() + "/team/no-such-base:1";

        Failure failure = failure(pack(built("FROM " + base + "\n", "refs/heads/develop", "develop-18")));

        assertThat(failure.outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(failure.step()).isEqualTo("FROM " + base);
    }

    @Test
    void imageSaysWhatItStandsOn() throws Exception {
        Packaged made = packaged(built(
                "FROM debian:trixie-slim AS build\nFROM build\nCOPY app /\n", "refs/heads/develop", "develop-19"));

        assertThat(registry.labels("team/app", made.image().digest()))
                .containsEntry("org.opencontainers.image.base.name", "debian:trixie-slim")
                .containsEntry("org.opencontainers.image.title", "app");
    }

    @Test
    void buildSecretIsInNoLayerLogOrFolder() throws Exception {
        String canary = "canary-" + UUID.randomUUID();
        Path secrets = Files.createDirectories(
                config.secrets().directory().orElseThrow().resolve("shared"));
        Path secret = Files.writeString(secrets.resolve("TOKEN"), canary);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        FakeRun<ArtifactBuilt> run = built(
                "FROM debian:trixie-slim\nRUN --mount=type=secret,id=TOKEN : " + UUID.randomUUID()
                        + "; echo $(cat /run/secrets/TOKEN | base64 -w0); cat /run/secrets/TOKEN\nCOPY app /\n",
                "refs/heads/develop",
                "develop-21",
                "x",
                ", secrets: [ TOKEN ]");

        Packaged made = packaged(run);

        assertThat(run.lines())
                .contains("***")
                .noneMatch(line -> line.contains(canary)
                        || line.contains(Base64.getEncoder().encodeToString(canary.getBytes(UTF_8))));
        assertThat(saved(made)).contains("manifest.json").doesNotContain(canary);
        assertThat(config.workspace()).isEmptyDirectory();
    }

    @Test
    void secretThatIsNotThereIsNamed() throws Exception {
        Failure failure = failure(
                pack(built(DOCKERFILE, "refs/heads/develop", "develop-22", "x", ", secrets: [ NO_SUCH_SECRET ]")));

        assertThat(failure.step()).isEqualTo("package.secrets");
        assertThat(failure.reason()).contains("secret NO_SUCH_SECRET is not there");
    }

    @Test
    void unknownImageAndTagAreAbsent() {
        assertThat(registry.find("team/nothing", "latest")).isEmpty();
    }

    @Test
    void movingTagIsRememberedInTheDatabase() {
        String tag = "t" + UUID.randomUUID();

        assertThat(movingTags.advance("team/app", tag, "app develop", 2)).isInstanceOf(TagAdvance.Granted.class);
        assertThat(movingTags.advance("team/app", tag, "app develop", 3)).isInstanceOf(TagAdvance.Granted.class);
        assertThat(movingTags.advance("team/app", tag, "app develop", 3)).isInstanceOf(TagAdvance.Granted.class);
        assertThat(movingTags.advance("team/app", tag, "app develop", 2)).isEqualTo(new TagAdvance.Overtaken(3));
        assertThat(movingTags.advance("team/app", tag, "other", 9)).isEqualTo(new TagAdvance.Foreign("app develop"));
    }

    @ParameterizedTest
    @CsvSource({"401, false", "403, false", "400, false", "429, true", "500, true", "503, true"})
    void statusDecidesWhetherAnotherAttemptIsWorthIt(int status, boolean retryable) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        ImageRegistry answering =
                HttpImageRegistry.at("127.0.0.1:" + server.getAddress().getPort(), RegistryLogins.NONE, TIMEOUT);
        try {
            assertThatThrownBy(() -> answering.find("team/app", "develop"))
                    .isInstanceOfSatisfying(
                            RegistryException.class,
                            e -> assertThat(e.retryable()).isEqualTo(retryable));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void registryIsReachedAtItsEndpointWhateverImagesAreNamed() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v2/team/app/manifests/develop", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try {
            assertThat(HttpImageRegistry.at("127.0.0.1:1", endpoint, RegistryLogins.NONE, TIMEOUT)
                            .find("team/app", "develop"))
                    .isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void registryThatIsDownIsWorthAnotherAttempt() {
        ImageRegistry down = HttpImageRegistry.at("127.0.0.1:1", RegistryLogins.NONE, TIMEOUT);

        assertThatThrownBy(() -> down.find("team/app", "develop"))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.retryable()).isTrue());
    }

    private PackagingResult pack(FakeRun<ArtifactBuilt> run) {
        made.add(config.registry().address() + "/team/app:run-" + run.id());
        return packaging.pack(run);
    }

    private Packaged packaged(FakeRun<ArtifactBuilt> run) {
        PackagingResult result = pack(run);
        assertThat(result).as(String.join("\n", run.lines())).isInstanceOf(Packaged.class);
        return (Packaged) result;
    }

    /** The image with all its layers and its history, as text. */
    private String saved(Packaged made) throws Exception {
        Path file = folder.resolve("image.tar");
        Process save = new ProcessBuilder("docker", "save", made.image().name() + ":" + made.tag())
                .redirectOutput(file.toFile())
                .start();
        assertThat(save.waitFor()).isZero();
        return Files.readString(file, ISO_8859_1);
    }

    private FakeRun<ArtifactBuilt> built(String dockerfile, String ref, String version) throws Exception {
        return built(dockerfile, ref, version, version);
    }

    private FakeRun<ArtifactBuilt> built(String dockerfile, String ref, String version, String content)
            throws Exception {
        return built(dockerfile, ref, version, content, "");
    }

    private FakeRun<ArtifactBuilt> built(
            String dockerfile, String ref, String version, String content, String packaging) throws Exception {
        ArtifactStore store = new DirectoryArtifactStore(config.artifacts().directory(), new StoreLimits(0, 1 << 20));
        Path source = Files.createDirectories(folder.resolve("source"));
        Files.writeString(source.resolve("slipway.yml"), """
                version: 1
                components:
                  app:
                    path: go-auth
                    build: { image: debian:trixie-slim, run: make, artifacts: [ app ] }
                    package: { image: team/app%s }
                    test: { compose: docker-compose.yml, run: ./test.sh }
                """.formatted(packaging));
        Path component = Files.createDirectories(source.resolve("go-auth"));
        Files.writeString(component.resolve("tracked.txt"), content);
        if (!dockerfile.isEmpty()) {
            Files.writeString(component.resolve("Dockerfile"), dockerfile);
        }
        Path artifacts = Files.createDirectories(folder.resolve("artifacts"));
        Files.writeString(artifacts.resolve("app"), "binary of " + content);
        return new FakeRun<>(new ArtifactBuilt(
                FakeRun.push(ref, version, 14),
                "app",
                stored(store, source),
                stored(store, artifacts),
                List.of("app")));
    }

    private static Digest stored(ArtifactStore store, Path tree) throws Exception {
        try (InputStream tar = Archive.packed(tree)) {
            return store.put(tar);
        }
    }

    private static Failure failure(PackagingResult result) {
        assertThat(result).isInstanceOf(PackagingResult.Failed.class);
        return ((PackagingResult.Failed) result).failure();
    }
}
