package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.FakeImageEngine;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.events.Digest;
import dev.slipway.events.ImageReference;
import dev.slipway.events.Outcome;
import dev.slipway.events.TestSummary;
import dev.slipway.events.TestsPassed;
import dev.slipway.packager.domain.BillOfMaterials;
import dev.slipway.packager.domain.Provenance;
import dev.slipway.packager.domain.PublicationResult;
import dev.slipway.packager.domain.PublicationResult.Failed;
import dev.slipway.packager.domain.PublicationResult.Published;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PublicationProcedureTest {

    private static final String ADDRESS = "127.0.0.1:15000";
    private static final Digest OLD = new Digest("sha256:" + "1".repeat(64));
    private static final Digest NEW = new Digest("sha256:" + "2".repeat(64));

    private final MemoryRegistry registry = new MemoryRegistry();
    private final FakeImageEngine engine = new FakeImageEngine();
    private final PublicationProcedure procedure =
            new PublicationProcedure(new PackagingSite(engine, registry, RegistryLogins.NONE, ADDRESS), registry);

    PublicationProcedureTest() {
        registry.add("team/app", "run-1", OLD, Map.of());
        registry.add("team/app", "run-2", NEW, Map.of());
        engine.add(ADDRESS + "/team/app@" + OLD);
        engine.add(ADDRESS + "/team/app@" + NEW);
    }

    @Test
    void branchGetsItsVersionAndMovesItsTag() {
        assertThat(publish("refs/heads/develop", "develop-1", 1, OLD)).satisfies(publishedAs("develop-1", "develop"));
        assertThat(publish("refs/heads/develop", "develop-2", 2, NEW)).satisfies(publishedAs("develop-2", "develop"));

        assertThat(registry.find("team/app", "develop-1")).contains(OLD);
        assertThat(registry.find("team/app", "develop")).contains(NEW);
    }

    @Test
    void movingTagNeverGoesBack() {
        publish("refs/heads/develop", "develop-2", 2, NEW);

        assertThat(publish("refs/heads/develop", "develop-1", 1, OLD)).satisfies(publishedAs("develop-1"));

        assertThat(registry.find("team/app", "develop")).contains(NEW);
    }

    @Test
    void releaseTagWithAnotherDigestIsRefusedAndNotOverwritten() {
        publish("refs/tags/v1.1", "v1.1", 1, OLD);

        PublicationResult result = publish("refs/tags/v1.1", "v1.1", 2, NEW);

        assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().outcome()).isEqualTo(Outcome.FAILURE);
            assertThat(failed.failure().reason()).contains("v1.1 already names").contains("release under a new tag");
        });
        assertThat(registry.find("team/app", "v1.1")).contains(OLD);
    }

    @Test
    void releaseTagOfTheSameImageMayBePublishedAgain() {
        publish("refs/tags/v1.1", "v1.1", 1, OLD);

        assertThat(publish("refs/tags/v1.1", "v1.1", 2, OLD)).satisfies(publishedAs("v1.1"));
    }

    @Test
    void versionIsNeverGivenToASecondImage() {
        publish("refs/heads/develop", "develop-1", 1, OLD);

        PublicationResult result = publish("refs/heads/develop", "develop-1", 1, NEW);

        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure().reason()).contains("develop-1 already names"));
        assertThat(registry.find("team/app", "develop-1")).contains(OLD);
    }

    @Test
    void tagOfAnotherRefIsRefused() {
        publish("refs/heads/feature/a", "feature/a-1", 1, OLD);

        PublicationResult result = publish("refs/heads/feature-a", "feature-a-2", 2, NEW);

        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure().reason())
                                .contains("follows https://git.example.com/app.git refs/heads/feature/a"));
    }

    @Test
    void publishedImageHasABillOfMaterialsAndAProvenance() {
        publish("refs/heads/develop", "develop-1", 1, OLD);

        assertThat(registry.attached()).containsOnlyKeys(BillOfMaterials.MEDIA_TYPE, Provenance.MEDIA_TYPE);
    }

    @Test
    void imageThatIsGoneIsOurError() {
        PublicationResult result =
                publish("refs/heads/develop", "develop-1", 1, new Digest("sha256:" + "3".repeat(64)));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure().outcome()).isEqualTo(Outcome.ERROR));
    }

    private PublicationResult publish(String ref, String version, long sequence, Digest image) {
        return procedure.publish(new FakeRun<>(new TestsPassed(
                FakeRun.push(ref, version, sequence),
                "app",
                OLD,
                new ImageReference(ADDRESS + "/team/app", image),
                SUMMARY)));
    }

    private static Consumer<PublicationResult> publishedAs(String... tags) {
        return result -> assertThat(result).isInstanceOfSatisfying(Published.class, published -> {
            assertThat(published.tags()).containsExactly(tags);
            assertThat(published.attestations()).hasSize(2);
        });
    }

    private static final TestSummary SUMMARY = TestSummary.NONE;
}
