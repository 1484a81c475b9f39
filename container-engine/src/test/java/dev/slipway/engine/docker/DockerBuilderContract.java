package dev.slipway.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.engine.ContainerEngineException;
import dev.slipway.engine.ImageBuild;
import dev.slipway.engine.ImageEngineContract;
import dev.slipway.engine.ImageReference;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What both builders of a real engine must do beyond {@link ImageEngineContract}, which a fake meets, too. */
abstract class DockerBuilderContract extends ImageEngineContract {

    static DockerConnection docker;
    private static RegistryContainer registry;

    @BeforeAll
    static void startRegistry() {
        docker = DockerConnection.open(URI.create("unix:///var/run/docker.sock"), null);
        registry = new RegistryContainer(docker);
    }

    @AfterAll
    static void stopRegistry() {
        registry.close();
        docker.close();
    }

    @Override
    protected String registry() {
        return registry.address();
    }

    @Test
    void unreachableRegistryIsARetryableFailure() {
        ImageReference nowhere = new ImageReference("127.0.0.1:1", "contract/app", "1", null);

        ContainerEngineException failure =
                catchThrowableOfType(ContainerEngineException.class, () -> engine().ensureImage(nowhere, null));

        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessageContaining("127.0.0.1:1/contract/app:1");
    }

    @Test
    void unreachableRegistryOfABaseImageIsNotTheUsersFault() {
        ContainerEngineException failure = catchThrowableOfType(
                ContainerEngineException.class, () -> build("FROM 127.0.0.1:1/base:1\nRUN true\n"));

        assertThat(failure.retryable()).isTrue();
    }

    @Test
    void ignoredFilesAreNotInTheContext() throws Exception {
        Path context = context("FROM " + BASE + "\nCOPY . /ctx\nRUN test ! -e /ctx/secret.txt"
                + " && test ! -e /ctx/out/a && test -e /ctx/out/keep && test -e /ctx/hello.txt\n");
        Files.writeString(context.resolve(".dockerignore"), "# comment\nsecret.txt\nout/*\n!out/keep\n");
        Files.writeString(context.resolve("secret.txt"), "x");
        Files.createDirectories(context.resolve("out"));
        Files.writeString(context.resolve("out/a"), "x");
        Files.writeString(context.resolve("out/keep"), "x");

        assertThat(engine.build(spec(), context, output::add))
                .as(String.join("\n", output))
                .isInstanceOf(ImageBuild.Built.class);
    }

    @Test
    void linkOutOfTheContextIsNotFollowed() throws Exception {
        Path context = context("FROM " + BASE + "\nCOPY . /ctx\nRUN test -L /ctx/stolen && test \"$(readlink"
                + " /ctx/stolen)\" = /etc/hostname && test -L /ctx/root\n");
        Files.createSymbolicLink(context.resolve("stolen"), Path.of("/etc/hostname"));
        Files.createSymbolicLink(context.resolve("root"), Path.of("/"));

        assertThat(engine.build(spec(), context, output::add))
                .as(String.join("\n", output))
                .isInstanceOf(ImageBuild.Built.class);
    }

    @Test
    void argumentsReachTheBuildAndItsTargetIsBuilt() {
        String dockerfile = "FROM " + BASE + " AS one\nARG WHO\nRUN test \"$WHO\" = me\nFROM one AS two\nRUN exit 9\n";

        assertThat(build(dockerfile, spec().withTarget("one").withBuildArgs(Map.of("WHO", "me"))))
                .as(String.join("\n", output))
                .isInstanceOf(ImageBuild.Built.class);
    }

    @Test
    void targetThatIsNotThereIsTheUsersFault() {
        assertThat(build("FROM " + BASE + "\nRUN true\n", spec().withTarget("nowhere")))
                .isInstanceOfSatisfying(
                        ImageBuild.Failed.class,
                        failed -> assertThat(failed.message()).contains("nowhere"));
    }

    @Test
    void platformOfAnotherMachineIsRefused() {
        assertThat(build("FROM " + BASE + "\n", spec().withPlatforms(List.of("linux/s390x", "linux/amd64"))))
                .isInstanceOfSatisfying(ImageBuild.Failed.class, failed -> {
                    assertThat(failed.step()).isEqualTo("platforms");
                    assertThat(failed.message()).contains("builds for linux/").contains("not for linux/s390x");
                });
    }

    @Test
    void platformOfTheEngineIsBuilt() {
        String own = docker.questions().versionCmd().exec().getArch();

        assertThat(build("FROM " + BASE + "\nRUN true\n", spec().withPlatforms(List.of("linux/" + own))))
                .isInstanceOf(ImageBuild.Built.class);
    }

    /** A mount, a path or a folder by which a build would reach the machine it runs on. */
    @Test
    void buildDoesNotReachTheHost() {
        assertThat(build("FROM " + BASE + "\nCOPY ../../../../etc/hostname /stolen\n"))
                .isInstanceOf(ImageBuild.Failed.class);
        assertThat(build("FROM " + BASE + "\nWORKDIR /proc/self/fd/8\nRUN test -e ../../../../../root/.docker\n"))
                .isInstanceOf(ImageBuild.Failed.class);
        assertThat(build("FROM " + BASE + "\nRUN --network=host true\n")).isInstanceOf(ImageBuild.Failed.class);
        assertThat(build("FROM " + BASE + "\nRUN --security=insecure mount\n")).isInstanceOf(ImageBuild.Failed.class);
        assertThat(build("FROM " + BASE + "\nRUN test -e /var/run/docker.sock\n"))
                .isInstanceOf(ImageBuild.Failed.class);
        assertThat(build("FROM " + BASE + "\nRUN test \"$(id -u)\" != 0 || ! mount -t tmpfs none /mnt\n"))
                .isInstanceOf(ImageBuild.Built.class);
    }
}
