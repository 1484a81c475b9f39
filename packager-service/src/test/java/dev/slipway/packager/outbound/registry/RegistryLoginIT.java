package dev.slipway.packager.outbound.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.ContainerEngineException;
import dev.slipway.engine.ImageBuildSpec;
import dev.slipway.engine.ImageReference;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.engine.docker.DockerConfigFile;
import dev.slipway.engine.docker.DockerConnection;
import dev.slipway.engine.docker.DockerImageEngine;
import dev.slipway.events.Digest;
import dev.slipway.packager.port.RegistryException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** A real registry that wants a login. */
class RegistryLoginIT {

    private static final String PASSWORD = "registry-password-0123";
    private static final String HTPASSWD = "robot:$2y$05$KsbZ9aSfHkzySZobefl2zu.luD2LBodu5izPYlN1wwUubtT5llw8G\n";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final GenericContainer<?> REGISTRY = new GenericContainer<>(
                    DockerImageName.parse("slipway/registry:2"))
            .withExposedPorts(5000)
            .withCopyToContainer(Transferable.of(HTPASSWD), "/auth/htpasswd")
            .withEnv("REGISTRY_AUTH", "htpasswd")
            .withEnv("REGISTRY_AUTH_HTPASSWD_REALM", "registry")
            .withEnv("REGISTRY_AUTH_HTPASSWD_PATH", "/auth/htpasswd");

    private static final DockerConnection DOCKER =
            DockerConnection.open(URI.create("unix:///var/run/docker.sock"), null);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeAll
    static void start() {
        REGISTRY.start();
    }

    @AfterAll
    static void stop() {
        REGISTRY.stop();
        DOCKER.close();
    }

    private static String address() {
        return "127.0.0.1:" + REGISTRY.getMappedPort(5000);
    }

    private RegistryLogins logins(String password) throws Exception {
        String auth = Base64.getEncoder().encodeToString(("robot:" + password).getBytes(UTF_8));
        return new DockerConfigFile(Files.writeString(
                folder.resolve("config.json"), "{\"auths\": {\"" + address() + "\": {\"auth\": \"" + auth + "\"}}}"));
    }

    @Test
    void imageIsPushedAndPromotedWithTheLoginFromTheFile() throws Exception {
        RegistryLogins logins = logins(PASSWORD);
        DockerImageEngine engine = new DockerImageEngine(DOCKER);
        ImageReference name = ImageReference.parse(address() + "/team/app:run-1");
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\nCOPY Dockerfile /\n");
        engine.build(ImageBuildSpec.of(name, "Dockerfile", Duration.ofMinutes(1), 256L << 20), folder, line -> {});
        try {
            Digest pushed = Digest.of(engine.push(name, logins.at(address())));
            HttpImageRegistry registry = HttpImageRegistry.at(address(), logins, TIMEOUT);

            registry.tag("team/app", pushed, "v1");

            assertThat(registry.find("team/app", "v1")).contains(pushed);
            assertThatThrownBy(() -> engine.push(name, null))
                    .isInstanceOf(ContainerEngineException.class)
                    .hasMessageNotContaining(PASSWORD);
        } finally {
            engine.removeImage(name);
        }
    }

    @Test
    void wrongOrMissingLoginIsTheOperatorsMatterAndEndsAtOnce() throws Exception {
        RegistryLogins wrong = logins("another-password");
        for (RegistryLogins logins : new RegistryLogins[] {RegistryLogins.NONE, wrong}) {
            assertThatThrownBy(() ->
                            HttpImageRegistry.at(address(), logins, TIMEOUT).find("team/app", "v1"))
                    .isInstanceOfSatisfying(
                            RegistryException.class,
                            e -> assertThat(e.retryable()).isFalse())
                    .hasMessageContaining("answered 401")
                    .hasMessageContaining("slipway.registry.credentials")
                    .hasMessageNotContaining("another-password");
        }
    }
}
