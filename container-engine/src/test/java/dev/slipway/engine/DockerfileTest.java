package dev.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.Dockerfile.Base;
import dev.slipway.engine.Dockerfile.Instruction;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerfileTest {

    private static final String STAGES = """
            # syntax=docker/dockerfile:1
            ARG JAVA=25
            ARG TOOLS
            FROM --platform=$BUILDPLATFORM maven:3-jdk-${JAVA} AS build
            RUN --mount=type=cache,target=/root/.m2 --mount=type=bind,from=acme/certificates:1,target=/c \\
                # a comment in between
                mvn package
            FROM build AS Docs
            FROM acme/tools:${TOOLS:-3} AS tools
            FROM $UNKNOWN AS other
            FROM scratch AS empty
            FROM jre:${JAVA}
            COPY --from=build /app.jar /
            COPY --from=docs --chown=1:1 /docs /
            COPY --from=0 /x /
            COPY --from=busybox /bin/sh /
            """;

    @Test
    void basesAreTheImagesOfOthers() {
        assertThat(Dockerfile.parse(STAGES).bases(Map.of()))
                .extracting(
                        base -> base.reference().map(ImageReference::toString).orElse("?"))
                .containsExactly("maven:3-jdk-25", "acme/certificates:1", "acme/tools:3", "?", "jre:25", "busybox");
    }

    @Test
    void givenArgumentsDecideTheBase() {
        assertThat(Dockerfile.parse(STAGES).bases(Map.of("JAVA", "21", "UNKNOWN", "x", "TOOLS", "9")))
                .contains(
                        new Base("jre:${JAVA}", Optional.of(ImageReference.parse("jre:21"))),
                        new Base("acme/tools:${TOOLS:-3}", Optional.of(ImageReference.parse("acme/tools:9"))),
                        new Base("$UNKNOWN", Optional.empty()));
    }

    @Test
    void imageStandsOnTheBaseOfItsTarget() {
        Dockerfile dockerfile = Dockerfile.parse(STAGES);

        assertThat(dockerfile.base(Map.of(), null)).contains(ImageReference.parse("jre:25"));
        assertThat(dockerfile.base(Map.of(), "docs")).contains(ImageReference.parse("maven:3-jdk-25"));
        assertThat(dockerfile.base(Map.of(), "empty")).isEmpty();
        assertThat(dockerfile.base(Map.of(), "other")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "# syntax=docker/dockerfile:1\\nFROM a | docker/dockerfile:1",
                "#!/usr/bin/env build\\n#SYNTAX = evil/x\\nFROM a | evil/x",
                "// syntax=evil/x\\nFROM a | evil/x",
                "# escape=`\\n# syntax=evil/x\\nFROM a | evil/x",
                "{\"syntax\": \"evil/x\"}\\nFROM a | JSON",
                "# a comment\\n# syntax=no/directive\\nFROM a | none",
                "FROM a\\n# syntax=no/directive | none",
            })
    void directiveIsReadWhereFrontendsReadIt(String text, String syntax) {
        assertThat(String.valueOf(Dockerfile.parse(text.replace("\\n", "\n")).syntax()))
                .isEqualTo(syntax.equals("none") ? "null" : syntax);
    }

    @Test
    void hereDocumentIsNoInstruction() {
        Dockerfile dockerfile = Dockerfile.parse("FROM a\nRUN <<END cat\nFROM evil\nEND\nCOPY x y\n");

        assertThat(dockerfile.instructions())
                .containsExactly(
                        new Instruction("FROM", "a", false),
                        new Instruction("RUN", "<<END cat", true),
                        new Instruction("COPY", "x y", false));
        assertThat(dockerfile.needsBuildKit()).contains(new Instruction("RUN", "<<END cat", true));
    }

    @Test
    void shiftInAnExpressionIsNoHereDocument() {
        Dockerfile dockerfile = Dockerfile.parse("FROM a\nRUN echo $((1<<N))\nFROM b\n");

        assertThat(dockerfile.bases(Map.of())).hasSize(2);
        assertThat(dockerfile.needsBuildKit()).isEmpty();
    }
}
