package dev.slipway.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.engine.ImageBuild;
import dev.slipway.engine.ImageEngine;
import dev.slipway.engine.RegistryLogins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The engine's BuildKit. */
class BuildKitImageEngineIT extends DockerBuilderContract {

    private final Buildx buildx =
            Buildx.find(URI.create("unix:///var/run/docker.sock"), null, null).orElseThrow();

    @Override
    protected ImageEngine engine() {
        return DockerImageEngine.with(docker, buildx, RegistryLogins.NONE);
    }

    @Test
    void cacheMountKeepsItsContentBetweenBuilds() {
        String id = "contract-" + UUID.randomUUID();
        String mount = "RUN --mount=type=cache,id=" + id + ",target=/cache ";

        build("FROM " + BASE + "\n" + mount + "echo kept > /cache/file\n");
        assertThat(build("FROM " + BASE + "\n" + mount + "grep kept /cache/file\n"))
                .isInstanceOf(ImageBuild.Built.class);
        assertThat(output).contains("kept");
    }

    @Test
    void secretIsReadByItsCommandAndInNoLayerHistoryOrProcessListing() throws Exception {
        String canary = "canary-" + UUID.randomUUID();
        String looking = "looking-" + UUID.randomUUID();
        Path secret = Files.writeString(folder.resolve("secret"), canary);
        AtomicReference<String> processes = new AtomicReference<>("");
        String dockerfile = "FROM " + BASE + "\nRUN --mount=type=secret,id=TOKEN test \"$(wc -c"
                + " < /run/secrets/TOKEN)\" = 43 && echo " + looking
                + " && sleep 1\nRUN test ! -e /run/secrets/TOKEN\n";

        ImageBuild result = engine.build(spec().withSecrets(Map.of("TOKEN", secret)), context(dockerfile), line -> {
            output.add(line);
            if (line.equals(looking)) {
                processes.set(processes());
            }
        });

        assertThat(result).as(String.join("\n", output)).isInstanceOf(ImageBuild.Built.class);
        assertThat(processes.get()).contains("id=TOKEN").doesNotContain(canary);
        assertThat(output).noneMatch(line -> line.contains(canary));
        Process save = new ProcessBuilder("docker", "save", tag.toString())
                .redirectOutput(folder.resolve("image.tar").toFile())
                .start();
        assertThat(save.waitFor()).isZero();
        assertThat(new String(Files.readAllBytes(folder.resolve("image.tar")), StandardCharsets.ISO_8859_1))
                .contains("manifest.json")
                .doesNotContain(canary);
    }

    @Test
    void missingSecretIsTheUsersFault() {
        assertThat(build("FROM " + BASE + "\nRUN --mount=type=secret,id=NONE,required true\n"))
                .isInstanceOfSatisfying(
                        ImageBuild.Failed.class,
                        failed -> assertThat(failed.message()).contains("NONE"));
    }

    @Test
    void dockersOwnSyntaxLineNeedsNoRegistry() {
        assertThat(build("# syntax=docker/dockerfile:1.7\n# escape=`\nFROM " + BASE + "\nRUN true `\n && true\n"))
                .as(String.join("\n", output))
                .isInstanceOf(ImageBuild.Built.class);
        assertThat(output).anyMatch(line -> line.contains("docker/dockerfile:1.7 is set aside"));
        assertThat(folder)
                .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("dockerfile-"));
    }

    @Test
    void foreignFrontendIsNotRun() {
        assertThat(build("#syntax=127.0.0.1:1/evil/frontend:1\nFROM " + BASE + "\n"))
                .isInstanceOfSatisfying(
                        ImageBuild.Failed.class,
                        failed -> assertThat(failed.step()).contains("evil/frontend"));
    }

    @Test
    void stepsOfAnotherImageInTheRegistryAreTakenOverAndAMissingOneIsNoMatter() {
        build("FROM " + BASE + "\nCOPY hello.txt /\nRUN true\n");
        engine.push(tag, null);

        assertThat(build(
                        "FROM " + BASE + "\nCOPY hello.txt /\nRUN true\n",
                        spec().withCacheFrom(List.of(tag, tag.withTag("no-such-tag")))))
                .isInstanceOf(ImageBuild.Built.class);
        assertThat(output).anyMatch(line -> line.startsWith("importing cache manifest from " + tag));
    }

    @Test
    void cancelledBuildIsOverWhenTheCallReturns() throws Exception {
        String marker = "sleep 31" + (System.nanoTime() % 100_000);
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread worker = Thread.ofPlatform().start(() -> {
            try {
                build("FROM " + BASE + "\nRUN " + marker + "\n");
            } catch (RuntimeException e) {
                thrown.set(e);
            }
        });
        await().until(() -> processes().contains(marker));

        worker.interrupt();

        worker.join();
        assertThat(thrown.get()).hasMessageContaining("interrupted");
        await().atMost(10, TimeUnit.SECONDS).until(() -> !processes().contains(marker));
    }

    @Test
    void killedPackagerTakesItsBuildAlong() throws Exception {
        String marker = "sleep 32" + (System.nanoTime() % 100_000);
        Path context = context("FROM " + BASE + "\nRUN " + marker + "\n");
        Process process = buildx.start(List.of("build", "--tag", tag.toString(), context.toString()));
        await().until(() -> processes().contains(marker));

        // all that is left of a killed process: the other end of its pipes is closed
        process.getOutputStream().close();

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        await().atMost(10, TimeUnit.SECONDS).until(() -> !processes().contains(marker));
    }

    /** The command lines of every process of this machine. */
    private static String processes() {
        StringBuilder all = new StringBuilder();
        try (var folders = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : folders) {
                try {
                    all.append(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                                    .replace('\0', ' '))
                            .append('\n');
                } catch (IOException e) {
                    // it has ended meanwhile
                    continue;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }
}
