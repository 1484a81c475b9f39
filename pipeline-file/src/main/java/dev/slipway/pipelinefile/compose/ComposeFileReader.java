package dev.slipway.pipelinefile.compose;

import dev.slipway.pipelinefile.yaml.Mistakes;
import java.util.Map;
import java.util.Set;

/** Reads the Compose file of a test environment. */
public final class ComposeFileReader {

    private static final Map<String, KeyRule> OWN_KEYS =
            Map.of("name", KeyRule.refused("every run is a project of its own, named by Slipway", "remove it"));

    private ComposeFileReader() {}

    /**
     * @param file path of the file as its author knows it, for the mistakes
     * @param content UTF-8, at most 256 KiB
     * @param components names of the components whose images the file may use as {@code ${IMAGE_<component>}}
     */
    public static ComposeFileResult read(String file, byte[] content, Set<String> components) {
        var mistakes = new Mistakes(file);
        var project = Project.read(content, components, ServiceRules.ofTestEnvironment(), OWN_KEYS, mistakes);
        if (project.isEmpty() || !mistakes.isEmpty()) {
            return new ComposeFileResult.Invalid(mistakes.list());
        }
        return new ComposeFileResult.Valid(
                new ComposeFile(project.get().services(), project.get().volumes()));
    }
}
