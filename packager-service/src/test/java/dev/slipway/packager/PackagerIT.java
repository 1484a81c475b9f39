package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.artifact.Archive;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.DirectoryArtifactStore;
import dev.slipway.artifact.StoreLimits;
import dev.slipway.engine.ImageEngine;
import dev.slipway.events.ArtifactBuilt;
import dev.slipway.events.Digest;
import dev.slipway.events.Failure;
import dev.slipway.events.Outcome;
import dev.slipway.events.TestSummary;
import dev.slipway.events.TestsPassed;
import dev.slipway.packager.domain.PackagingResult;
import dev.slipway.packager.domain.PackagingResult.Packaged;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
        assertThat(publication.publish(tested)).isEqualTo(new Published(List.of("develop-14", "develop")));
        assertThat(registry.find("team/app", "develop-14"))
                .contains(packaged.image().digest());
        assertThat(registry.find("team/app", "develop"))
                .contains(packaged.image().digest());
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
                HttpImageRegistry.at("127.0.0.1:" + server.getAddress().getPort(), TIMEOUT);
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
            assertThat(HttpImageRegistry.at("127.0.0.1:1", endpoint, TIMEOUT).find("team/app", "develop"))
                    .isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void registryThatIsDownIsWorthAnotherAttempt() {
        ImageRegistry down = HttpImageRegistry.at("127.0.0.1:1", TIMEOUT);

        assertThatThrownBy(() -> down.find("team/app", "develop"))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.retryable()).isTrue());
    }

    private PackagingResult pack(FakeRun<ArtifactBuilt> run) {
        made.add(config.registry().address() + "/team/app:run-" + run.id());
        return packaging.pack(run);
    }

    private FakeRun<ArtifactBuilt> built(String dockerfile, String ref, String version) throws Exception {
        ArtifactStore store = new DirectoryArtifactStore(config.artifacts().directory(), new StoreLimits(0, 1 << 20));
        Path source = Files.createDirectories(folder.resolve("source"));
        Files.writeString(source.resolve("slipway.yml"), """
                version: 1
                components:
                  app:
                    path: go-auth
                    build: { image: debian:trixie-slim, run: make, artifacts: [ app ] }
                    package: { image: team/app }
                    test: { compose: docker-compose.yml, run: ./test.sh }
                """);
        Path component = Files.createDirectories(source.resolve("go-auth"));
        Files.writeString(component.resolve("tracked.txt"), version);
        if (!dockerfile.isEmpty()) {
            Files.writeString(component.resolve("Dockerfile"), dockerfile);
        }
        Path artifacts = Files.createDirectories(folder.resolve("artifacts"));
        Files.writeString(artifacts.resolve("app"), "binary of " + version);
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
