package dev.slipway.pipelinefile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Editors trust the schema, Slipway trusts the reader: they have to mean the same. */
class SchemaTest {

    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(SchemaTest.class.getResourceAsStream("/slipway.schema.json"));

    /** Not JSON's to find: text that is no YAML, and bounds of values with units. */
    private static final Set<String> BEYOND_SCHEMA = Set.of(
            "a duplicate key",
            "a duplicate section",
            "a tab",
            "wrong indentation",
            "a quote that is not closed",
            "a key that is a list",
            "a duration that is too long",
            "a size that is too small",
            "two components with one image");

    @ParameterizedTest
    @ValueSource(strings = {"slipway.yml", "smallest.yml", "monorepo.yml"})
    void validFilesFitTheSchema(String name) {
        assertThat(violations(MalformedFiles.text("/pipeline-file/" + name))).isEmpty();
    }

    static Stream<MalformedFiles> malformedFiles() {
        return MalformedFiles.of("pipeline-file", "slipway.yml").filter(file -> !BEYOND_SCHEMA.contains(file.name()));
    }

    @ParameterizedTest
    @MethodSource("malformedFiles")
    void malformedFilesDoNotFitTheSchema(MalformedFiles file) {
        assertThat(violations(file.content())).as(file.content()).isNotEmpty();
    }

    @Test
    void copyBesideTheDocumentationIsTheSame() throws Exception {
        assertThat(Path.of("../docs/slipway.schema.json"))
                .hasSameTextualContentAs(Path.of("src/main/resources/slipway.schema.json"));
    }

    private static Set<ValidationMessage> violations(String yaml) {
        var tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return SCHEMA.validate(new ObjectMapper().valueToTree(tree));
    }
}
