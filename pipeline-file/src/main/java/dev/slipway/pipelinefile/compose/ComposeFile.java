package dev.slipway.pipelinefile.compose;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A valid Compose file of a test environment.
 *
 * @param services in the order of the file; at least one
 * @param volumes names of the declared volumes; they live as long as the environment
 */
public record ComposeFile(List<Service> services, Set<String> volumes) {

    public ComposeFile {
        services = List.copyOf(services);
        volumes = Set.copyOf(volumes);
    }

    /** Names of the variables that are still to be filled in: {@code VERSION}, {@code IMAGE_auth_service}. */
    public Set<String> variables() {
        return Variables.usedBy(services);
    }

    /**
     * This environment with every variable replaced by its value.
     *
     * @throws IllegalArgumentException when a used variable has no value
     */
    public ComposeFile resolve(Map<String, String> values) {
        return new ComposeFile(Variables.fillIn(services, values), volumes);
    }

    /** The environment as {@code docker compose} takes it. A copy to change, then {@link ComposeText#write write}. */
    public Map<String, Object> tree() {
        return Tree.ofProject(services, volumes);
    }

    public String render() {
        return ComposeText.write(tree());
    }
}
