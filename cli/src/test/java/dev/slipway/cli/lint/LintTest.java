package dev.slipway.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintTest {

    @TempDir
    Path repository;

    @BeforeEach
    void twoComponents() throws Exception {
        with("slipway.yml", """
                version: 1
                components:
                  api:
                    path: services/api
                    build: { image: "golang:1.24", run: go build, artifacts: api }
                    test: { compose: compose.yml, run: ./test.sh }
                  web:
                    path: services/web
                environments:
                  integration: { follow: develop, stack: deploy/stack.yml }
                """)
                .with("services/api/Dockerfile", "FROM scratch\n")
                .with("services/api/compose.yml", "services: { app: { image: \"${IMAGE_api}\" } }\n")
                .with("services/web/Dockerfile", "FROM scratch\n")
                .with("deploy/stack.yml", """
                        services:
                          api: { image: "${IMAGE_api}" }
                          web: { image: "${IMAGE_web}" }
                        x-slipway:
                          load-balancer: { name: lb, service: web, port: 80, http: 9080 }
                        """);
    }

    @Test
    void repositoryThatIsRightHasNoMistakes() {
        Lint.Result result = Lint.of(repository.resolve("slipway.yml"));

        assertThat(result.mistakes()).isEmpty();
        assertThat(result.components()).containsExactly("api", "web");
        assertThat(result.environments()).containsExactly("integration");
    }

    @Test
    void fileThatSaysNothingNeedsADockerfileBesideIt() throws Exception {
        with("slipway.yml", "version: 1\n");

        assertThat(mistakes()).singleElement().asString().contains("no file Dockerfile");
        with("Dockerfile", "FROM scratch\n");
        assertThat(mistakes()).isEmpty();
    }

    @Test
    void everyFileThatIsNamedAndMissingIsToldWithItsPlace() throws Exception {
        for (String file : List.of(
                "services/api/Dockerfile", "services/api/compose.yml", "services/web/Dockerfile", "deploy/stack.yml")) {
            Files.delete(repository.resolve(file));
        }
        Files.delete(repository.resolve("services/web"));

        assertThat(mistakes())
                .containsExactly(
                        "slipway.yml:3:3: components.api.package.dockerfile: no file services/api/Dockerfile;"
                                + " add it, or correct this",
                        "slipway.yml:6:22: components.api.test.compose: no file services/api/compose.yml;"
                                + " add it, or correct this",
                        "slipway.yml:8:11: components.web.path: no folder services/web; add it, or correct this",
                        "slipway.yml:10:42: environments.integration.stack: no file deploy/stack.yml;"
                                + " add it, or correct this");
    }

    @Test
    void mistakesOfComposeAndStackFilesAreTold() throws Exception {
        with("services/api/compose.yml", "services: { app: { image: \"${IMAGE_api}\", privileged: true } }\n");
        with("deploy/stack.yml", "services: { api: { image: \"${IMAGE_nobody}\" } }\n");

        assertThat(mistakes())
                .anyMatch(mistake -> mistake.startsWith("services/api/compose.yml:1:"))
                .anyMatch(mistake -> mistake.startsWith("deploy/stack.yml:1:"));
    }

    @Test
    void dockerfileThatTheBuildMakesIsNotMissed() throws Exception {
        Files.delete(repository.resolve("services/api/Dockerfile"));
        with(
                "slipway.yml",
                Files.readString(repository.resolve("slipway.yml"))
                        .replace("artifacts: api", "artifacts: [ api, Dockerfile ]"));

        assertThat(mistakes()).isEmpty();
    }

    private List<String> mistakes() {
        return Lint.of(repository.resolve("slipway.yml")).mistakes().stream()
                .map(Object::toString)
                .toList();
    }

    private LintTest with(String file, String content) throws IOException {
        Path path = repository.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        return this;
    }
}
