package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.FakeImageEngine;
import dev.slipway.engine.ImageBuildSpec;
import dev.slipway.engine.ImageReference;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.packager.domain.ImagePlan;
import dev.slipway.runtime.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagingCleanupTest {

    private static final String ADDRESS = "127.0.0.1:15000";
    private static final RunId LIVE = RunId.of(UUID.randomUUID().toString());
    private static final RunId OVER = RunId.of(UUID.randomUUID().toString());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final FakeImageEngine engine = new FakeImageEngine();

    @BeforeEach
    void makeImages() throws IOException {
        engine.add("base:1");
        Files.writeString(folder.resolve("Dockerfile"), "FROM base:1\n");
        for (String name : new String[] {
            ADDRESS + "/team/app:run-" + LIVE,
            ADDRESS + "/team/app:run-" + OVER,
            ADDRESS + "/team/app:v1",
            "registry.example/team/app:run-" + OVER
        }) {
            engine.build(
                    ImageBuildSpec.of(ImageReference.parse(name), "Dockerfile", Duration.ofMinutes(1), 1)
                            .withLabels(Map.of(ImagePlan.RUN_LABEL, "any")),
                    folder,
                    line -> {});
        }
    }

    @Test
    void imagesOfRunsThatAreOverGoAfterAWhileAndOthersStay() {
        cleanup(Duration.ofSeconds(-1)).sweep(LIVE::equals);

        assertThat(engine.labelled(ImagePlan.RUN_LABEL).keySet())
                .extracting(ImageReference::toString)
                .containsExactlyInAnyOrder(
                        ADDRESS + "/team/app:run-" + LIVE,
                        ADDRESS + "/team/app:v1",
                        "registry.example/team/app:run-" + OVER);
    }

    @Test
    void freshImagesStay() {
        cleanup(Duration.ofHours(24)).sweep(LIVE::equals);

        assertThat(engine.labelled(ImagePlan.RUN_LABEL)).hasSize(4);
    }

    private PackagingCleanup cleanup(Duration keep) {
        PackagingSite site = new PackagingSite(engine, new MemoryRegistry(), RegistryLogins.NONE, ADDRESS);
        return new PackagingCleanup(folder.resolve("work"), site, keep, Clock.systemUTC());
    }
}
