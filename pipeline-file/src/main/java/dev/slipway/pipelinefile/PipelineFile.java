package dev.slipway.pipelinefile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A valid {@code slipway.yml}, defaults filled in.
 *
 * @param components what the repository is made of, in the order of the file; at least one, no two with the same image
 * @param environments where it is deployed, in the order of the file; may be empty
 */
public record PipelineFile(List<Component> components, List<Environment> environments) {

    /** Where the file lies in a repository. */
    public static final String NAME = "slipway.yml";

    public PipelineFile {
        components = List.copyOf(components);
        environments = List.copyOf(environments);
    }

    /** The component of that name, if there is one. */
    public Optional<Component> component(String name) {
        return components.stream()
                .filter(component -> component.name().equals(name))
                .findFirst();
    }

    /** The names of all components, in the order of the file. */
    public Set<String> componentNames() {
        return components.stream().map(Component::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The environments that follow {@code ref}, a full ref name such as {@code refs/heads/develop}. */
    public List<Environment> environmentsFollowing(String ref) {
        return environments.stream()
                .filter(environment -> environment.follow().matches(ref))
                .toList();
    }
}
