package dev.slipway.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cli.console.Artifact;
import dev.slipway.cli.suite.SuiteException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArtifactsCommandTest {

    private static final Artifact AUTH = new Artifact("auth", "sha256:a", true, 1024, List.of("bin/app", "run.sh"));
    private static final Artifact WEB = new Artifact("web", "sha256:b", true, 1024, List.of("bin/app"));

    @Test
    void fileIsFoundByItsPath() {
        assertThat(ArtifactFile.named("run.sh", List.of(AUTH, WEB)))
                .isEqualTo(new ArtifactFile("auth", "run.sh", "run.sh"));
        assertThat(ArtifactFile.named("web/bin/app", List.of(AUTH, WEB)))
                .isEqualTo(new ArtifactFile("web", "bin/app", "app"));
    }

    @Test
    void nameOfTwoComponentsHasToSayWhich() {
        assertThatThrownBy(() -> ArtifactFile.named("bin/app", List.of(AUTH, WEB)))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("auth, web")
                .hasMessageContaining("COMPONENT/bin/app");
    }

    @Test
    void unknownNameIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> ArtifactFile.named("x", List.of(AUTH)))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("auth/bin/app, auth/run.sh");
        assertThatThrownBy(() -> ArtifactFile.named("x", List.of())).hasMessageContaining("found none");
    }

    @Test
    void nothingIsSavedElsewhereThanInTheChosenFolderWhateverABuildCallsItsFiles() {
        Artifact hostile = new Artifact("../auth", "sha256:a", true, 1, List.of("a/..", "b\\..\\c", "."));

        assertThat(ArtifactFile.named("a/..", List.of(hostile)).saveAs()).isEqualTo("artifact");
        assertThat(ArtifactFile.named("b\\..\\c", List.of(hostile)).saveAs()).isEqualTo("b_.._c");
        assertThat(ArtifactFile.archive(hostile, "feature/x-1").saveAs()).isEqualTo(".._auth-feature_x-1.tar");
    }
}
