package dev.slipway.pipelinefile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.pipelinefile.yaml.Mistakes;
import dev.slipway.pipelinefile.yaml.StrictYaml;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PackagingReaderTest {

    private final Mistakes mistakes = new Mistakes(PipelineFile.NAME);

    @Test
    void everyKeyIsRead() {
        assertThat(read("""
                image: team/app
                dockerfile: docker/Dockerfile
                target: runtime
                args: { JAVA: 25 }
                secrets: [ NPM_TOKEN ]
                platforms: [ linux/amd64, linux/arm/v7 ]
                """))
                .isEqualTo(new Packaging(
                        "team/app",
                        "docker/Dockerfile",
                        "runtime",
                        Map.of("JAVA", "25"),
                        List.of("NPM_TOKEN"),
                        List.of("linux/amd64", "linux/arm/v7")));
        assertThat(mistakes.list()).isEmpty();
    }

    @Test
    void everyMistakeIsNamedAtItsPlace() {
        read("""
                image: team/app
                target: "-x"
                args: { BUILDKIT_SYNTAX: evil/frontend, "A B": x }
                secrets: [ "../key" ]
                platforms: [ amd64 ]
                """);

        assertThat(mistakes.list())
                .extracting(Object::toString)
                .containsExactly(
                        "slipway.yml:2:9: target: \"-x\" is not valid; the name of a stage in the Dockerfile",
                        "slipway.yml:3:7: args: \"BUILDKIT_SYNTAX\" steers the builder itself;"
                                + " arguments of the Dockerfile only",
                        "slipway.yml:3:41: args.A B: not a valid name; letters, digits and underscores",
                        "slipway.yml:4:12: secrets[0]: \"../key\" is not valid;"
                                + " the name of a secret: letters, digits and underscores",
                        "slipway.yml:5:14: platforms[0]: \"amd64\" is not valid; a platform such as linux/amd64");
    }

    private Packaging read(String text) {
        return PackagingReader.read(
                StrictYaml.read(text.getBytes(UTF_8), 1000, mistakes).orElseThrow(), "app");
    }
}
