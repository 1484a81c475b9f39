package dev.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every image engine must do; {@code RUN exit 7} and {@code RUN sleep 300} are scripted for the fake. */
public abstract class ImageEngineContract {

    protected static final String BASE = "debian:trixie-slim";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    protected Path folder;

    protected final List<String> output = new ArrayList<>();
    protected ImageEngine engine;
    protected ImageReference tag;

    protected abstract ImageEngine engine();

    /** Host and port of a registry that is reachable and empty but for what the tests push. */
    protected abstract String registry();

    @BeforeEach
    void openEngine() {
        engine = engine();
        tag = new ImageReference(registry(), "contract/app", "v-" + UUID.randomUUID(), null);
    }

    @AfterEach
    void removeImage() {
        engine.removeImage(tag);
    }

    @Test
    void imageIsBuiltWithItsLabels() {
        ImageBuild result = build("FROM " + BASE + "\nCOPY hello.txt /\nRUN true\n");

        ImageDetails image = engine.inspect(tag).orElseThrow();
        assertThat(result).isEqualTo(new ImageBuild.Built(image.id()));
        assertThat(image.labels()).containsEntry("org.opencontainers.image.revision", "abc");
        assertThat(output).anyMatch(line -> line.matches(".*3/\\d.* RUN true.*"));
    }

    @Test
    void failingCommandIsAValueThatNamesItsStep() {
        ImageBuild result = build("FROM " + BASE + "\nRUN exit 7\nRUN true\n");

        assertThat(result).isInstanceOfSatisfying(ImageBuild.Failed.class, failed -> {
            assertThat(failed.step()).isEqualTo("RUN exit 7");
            assertThat(failed.message()).contains("code: 7");
        });
        assertThat(engine.inspect(tag)).isEmpty();
    }

    @Test
    void mistakeInTheDockerfileIsAValue() {
        assertThat(build("FROM " + BASE + "\nRUNN true\n"))
                .isInstanceOfSatisfying(
                        ImageBuild.Failed.class,
                        failed -> assertThat(failed.message()).containsIgnoringCase("RUNN"));
    }

    @Test
    void imageCannotClaimToBelongToARun() {
        assertThat(build("FROM " + BASE + "\nLABEL slipway.instance=main slipway.run=1\n"))
                .isInstanceOfSatisfying(
                        ImageBuild.Failed.class,
                        failed -> assertThat(failed.message()).contains("reserved"));
        assertThat(engine.inspect(tag)).isEmpty();
    }

    @Test
    void missingBaseImageIsAValue() {
        String base = registry() + "/contract/no-such-base:1";

        assertThat(build("FROM " + base + "\nRUN true\n"))
                .isInstanceOfSatisfying(
                        ImageBuild.Failed.class,
                        failed -> assertThat(failed.step()).isEqualTo("FROM " + base));
    }

    @Test
    void buildBeyondItsTimeIsCancelled() {
        Duration limit = Duration.ofSeconds(2);
        ImageBuildSpec spec = ImageBuildSpec.of(tag, "Dockerfile", limit, 256L << 20);

        assertThat(engine.build(spec, context("FROM " + BASE + "\nRUN sleep 300\n"), output::add))
                .isEqualTo(new ImageBuild.TimeLimitExceeded(limit));
    }

    @Test
    void pushedImageIsFoundByItsDigest() {
        build("FROM " + BASE + "\nRUN true\n");

        String digest = engine.push(tag, null);
        assertThat(digest).matches("sha256:[0-9a-f]{64}");
        assertThat(engine.push(tag, null)).isEqualTo(digest);
        engine.removeImage(tag);
        engine.removeImage(tag.withDigest(digest));

        ImageAvailability pulled = engine.ensureImage(tag.withDigest(digest), null);
        assertThat(pulled)
                .isInstanceOfSatisfying(
                        ImageAvailability.Present.class,
                        present -> assertThat(present.image().repoDigests()).contains(tag.name() + "@" + digest));
        engine.removeImage(tag.withDigest(digest));
    }

    @Test
    void missingImageIsAValueThatNamesIt() {
        ImageReference missing = new ImageReference(registry(), "contract/never-pushed", "1", null);

        assertThat(engine.ensureImage(missing, null)).isEqualTo(new ImageAvailability.Missing(missing));
        assertThat(engine.inspect(missing)).isEmpty();
    }

    @Test
    void presentImageNeedsNoRegistry() {
        assertThat(engine.ensureImage(ImageReference.parse(BASE), null)).isInstanceOf(ImageAvailability.Present.class);
    }

    @Test
    void imageGetsFurtherNames() {
        build("FROM " + BASE + "\nRUN true\n");
        ImageReference alias = tag.withTag("alias-" + tag.tag());
        String id = engine.inspect(tag).orElseThrow().id();

        engine.tag(tag.toString(), alias);
        engine.tag(id, alias);

        assertThat(engine.inspect(alias).orElseThrow().id()).isEqualTo(id);
        engine.removeImage(alias);
        engine.removeImage(alias);
        assertThat(engine.inspect(tag)).isPresent();
    }

    @Test
    void namingWhatIsNotThereFails() {
        ContainerEngineException failure =
                catchThrowableOfType(ContainerEngineException.class, () -> engine.tag("no.such/image:1", tag));

        assertThat(failure.retryable()).isFalse();
    }

    @Test
    void filesOfAnImageAreReadAndMissingOnesAreNot() {
        build("FROM " + BASE + "\nCOPY hello.txt /srv/\nCOPY Dockerfile /srv/\n");

        assertThat(engine.read(tag, List.of("/srv/hello.txt", "/srv/none")))
                .containsOnlyKeys("/srv/hello.txt")
                .hasEntrySatisfying(
                        "/srv/hello.txt",
                        content -> assertThat(content).asString().isEqualTo("hi"));
        assertThat(engine.read(tag, List.of("/srv"))).containsOnlyKeys("/srv/hello.txt", "/srv/Dockerfile");
    }

    @Test
    void imagesAreFoundByLabelWithTheirNames() {
        build("FROM " + BASE + "\nRUN true\n");

        assertThat(engine.labelled("org.opencontainers.image.revision")).containsKey(tag);
        assertThat(engine.labelled("no.such.label." + tag.tag())).isEmpty();
    }

    @Test
    void readingAnImageThatIsNotThereFails() {
        ContainerEngineException failure =
                catchThrowableOfType(ContainerEngineException.class, () -> engine.read(tag, List.of("/etc")));

        assertThat(failure.retryable()).isFalse();
    }

    @Test
    void whatTheOutputsReaderThrowsEndsTheBuild() {
        IllegalStateException refusal = new IllegalStateException("enough");

        assertThatThrownBy(() -> engine.build(spec(), context("FROM " + BASE + "\nRUN true\n"), line -> {
                    throw refusal;
                }))
                .isSameAs(refusal);
    }

    protected ImageBuild build(String dockerfile) {
        return build(dockerfile, spec());
    }

    protected ImageBuild build(String dockerfile, ImageBuildSpec spec) {
        return engine.build(spec, context(dockerfile), output::add);
    }

    protected ImageBuildSpec spec() {
        return ImageBuildSpec.of(tag, "Dockerfile", Duration.ofMinutes(2), 256L << 20)
                .withLabels(Map.of("org.opencontainers.image.revision", "abc"));
    }

    /** A folder with this Dockerfile and {@code hello.txt}. */
    protected Path context(String dockerfile) {
        try {
            Path context = Files.createDirectories(folder.resolve("context"));
            Files.writeString(context.resolve("Dockerfile"), dockerfile);
            Files.writeString(context.resolve("hello.txt"), "hi");
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
