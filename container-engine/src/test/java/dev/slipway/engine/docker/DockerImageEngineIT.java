package dev.slipway.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.ImageBuild;
import dev.slipway.engine.ImageEngine;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine's classic builder. */
class DockerImageEngineIT extends DockerBuilderContract {

    @Override
    protected ImageEngine engine() {
        return new DockerImageEngine(docker);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RUN --mount=type=cache,target=/c true",
                "COPY --link hello.txt /",
                "RUN <<END\ntrue\nEND",
            })
    void dockerfileThatNeedsBuildKitIsRefusedWithWhatWouldHelp(String instruction) {
        assertThat(build("FROM " + BASE + "\n" + instruction + "\n"))
                .isInstanceOfSatisfying(ImageBuild.Failed.class, failed -> {
                    assertThat(instruction).startsWith(failed.step());
                    assertThat(failed.message()).contains("BuildKit").contains("install docker-buildx 0.13");
                });
    }

    @Test
    void secretsAreRefused() {
        assertThat(build("FROM " + BASE + "\n", spec().withSecrets(Map.of("TOKEN", Path.of("/dev/null")))))
                .isInstanceOfSatisfying(
                        ImageBuild.Failed.class,
                        failed -> assertThat(failed.message()).contains("BuildKit"));
    }
}
