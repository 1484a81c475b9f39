package dev.slipway.cli.command;

import dev.slipway.cli.console.Artifact;
import dev.slipway.cli.suite.SuiteException;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing to save.
 *
 * @param path in the component's archive; empty for the archive itself
 * @param saveAs a plain name: whatever a build calls its files, nothing is written elsewhere than where the person said
 */
record ArtifactFile(String component, String path, String saveAs) {

    static ArtifactFile archive(Artifact artifact, String version) {
        return new ArtifactFile(artifact.component(), "", plain(artifact.component() + "-" + version + ".tar"));
    }

    /** @throws SuiteException when there is none, or more than one */
    static ArtifactFile named(String name, List<Artifact> artifacts) {
        List<ArtifactFile> found = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (Artifact artifact : artifacts) {
            for (String file : artifact.files()) {
                String full = artifact.component() + "/" + file;
                all.add(full);
                if (name.equals(file) || name.equals(full)) {
                    found.add(new ArtifactFile(
                            artifact.component(), file, plain(file.substring(file.lastIndexOf('/') + 1))));
                }
            }
        }
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new SuiteException(
                found.isEmpty()
                        ? "An artifact %s was wanted, found %s. To do: give one of these names."
                                .formatted(name, all.isEmpty() ? "none" : String.join(", ", all))
                        : "One artifact %s was wanted, found one in each of %s. To do: write COMPONENT/%s."
                                .formatted(
                                        name,
                                        String.join(
                                                ", ",
                                                found.stream()
                                                        .map(ArtifactFile::component)
                                                        .toList()),
                                        name));
    }

    private static String plain(String name) {
        String plain = name.replaceAll("[/\\\\\\p{Cntrl}]", "_");
        return plain.isEmpty() || plain.equals(".") || plain.equals("..") ? "artifact" : plain;
    }
}
