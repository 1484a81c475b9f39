package dev.slipway.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The JSON of every event is pinned by a golden file, its shape by a published schema. A deliberate change is written
 * anew with {@code -Dslipway.golden.write=true} and then reviewed like code.
 */
class GoldenEventTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path SCHEMAS = Path.of("src/main/resources/dev/slipway/events/schemas");
    private static final boolean WRITE = Boolean.getBoolean("slipway.golden.write");

    static Stream<PipelineEvent> events() {
        return Samples.all();
    }

    @Test
    void everyEventTypeHasASample() {
        assertThat(Samples.all().map(EventType::of).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(EventType.values());
    }

    @ParameterizedTest
    @MethodSource("events")
    void jsonIsTheGoldenOne(PipelineEvent event) throws IOException {
        JsonNode now = EventCodec.json().readTree(EventCodec.json().writeValueAsBytes(event));

        JsonNode golden = pinned(GOLDEN, event, now);

        assertThat(now).isEqualTo(golden);
    }

    @ParameterizedTest
    @MethodSource("events")
    void goldenJsonStillReadsAsTheEvent(PipelineEvent event) throws IOException {
        byte[] golden = Files.readAllBytes(GOLDEN.resolve(fileName(event)));

        PipelineEvent read = EventCodec.json().readValue(golden, event.getClass());

        assertThat(read).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("events")
    void schemaIsTheOneGeneratedFromTheRecord(PipelineEvent event) throws IOException {
        JsonNode now = EventSchemas.of(event.getClass());

        JsonNode published = pinned(SCHEMAS, event, now);

        assertThat(now).isEqualTo(published);
    }

    @ParameterizedTest
    @MethodSource("events")
    void goldenJsonFitsThePublishedSchema(PipelineEvent event) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(SCHEMAS.resolve(fileName(event))));

        assertThat(schema.validate(EventCodec.json().readTree(Files.readString(GOLDEN.resolve(fileName(event))))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("events")
    void schemaRefusesAnEventWithoutItsRun(PipelineEvent event) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(SCHEMAS.resolve(fileName(event))));

        assertThat(schema.validate(EventCodec.json().createObjectNode())).isNotEmpty();
    }

    @Test
    void nothingIsPublishedForTypesThatAreGone() throws IOException {
        String[] known = Arrays.stream(EventType.values())
                .map(type -> type.typeName() + ".json")
                .toArray(String[]::new);

        try (Stream<Path> schemas = Files.list(SCHEMAS)) {
            assertThat(schemas.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(known);
        }
    }

    private static JsonNode pinned(Path folder, PipelineEvent event, JsonNode now) throws IOException {
        Path file = folder.resolve(fileName(event));
        if (WRITE) {
            Files.createDirectories(folder);
            Files.writeString(file, now.toPrettyString() + "\n");
        }
        return EventCodec.json().readTree(Files.readString(file));
    }

    private static String fileName(PipelineEvent event) {
        return EventType.of(event).typeName() + ".json";
    }
}
