package dev.slipway.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON Schemas from the records: every component that is not {@link Nullable} is required, further ones are allowed. */
final class EventSchemas {

    private static final Map<Class<?>, String> TEXT_FORMS = Map.of(
            Digest.class,
            "^" + Digest.PATTERN + "$",
            EventId.class,
            "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
            PipelineRunId.class,
            "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");

    private EventSchemas() {}

    static JsonNode of(Class<? extends PipelineEvent> event) {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE))
                .with(Option.DEFINITIONS_FOR_ALL_OBJECTS);
        config.forFields().withRequiredCheck(EventSchemas::isRequired);
        config.forTypesInGeneral().withCustomDefinitionProvider((type, context) -> {
            String pattern = TEXT_FORMS.get(type.getErasedType());
            return pattern == null
                    ? null
                    : new com.github.victools.jsonschema.generator.CustomDefinition(
                            context.getGeneratorConfig()
                                    .createObjectNode()
                                    .put("type", "string")
                                    .put("pattern", pattern),
                            true);
        });
        ObjectNode schema = new SchemaGenerator(config.build()).generateSchema(event);
        schema.put("title", event.getSimpleName());
        return schema;
    }

    private static boolean isRequired(FieldScope field) {
        return !field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
