package dev.slipway.pipelinefile;

import java.util.List;

/**
 * A valid {@code slipway.yml}, defaults filled in.
 *
 * @param component what the repository builds; this version builds one component per repository
 * @param environments where it is deployed, in the order of the file; may be empty
 */
public record PipelineFile(Component component, List<Environment> environments) {

    /** Where the file lies in a repository. */
    public static final String NAME = "slipway.yml";

    public PipelineFile {
        environments = List.copyOf(environments);
    }

    /** The environments that follow {@code ref}, a full ref name such as {@code refs/heads/develop}. */
    public List<Environment> environmentsFollowing(String ref) {
        return environments.stream()
                .filter(environment -> environment.follow().matches(ref))
                .toList();
    }
}
