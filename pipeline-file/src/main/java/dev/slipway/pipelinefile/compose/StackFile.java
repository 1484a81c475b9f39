package dev.slipway.pipelinefile.compose;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A valid stack file: an ordinary Compose file with {@code deploy} keys, and a load balancer in front of it.
 *
 * @param name from the file; null when it names none
 * @param services in the order of the file; at least one
 * @param volumes names of the declared volumes
 */
public record StackFile(@Nullable String name, List<Service> services, Set<String> volumes, LoadBalancer loadBalancer) {

    public StackFile {
        services = List.copyOf(services);
        volumes = Set.copyOf(volumes);
    }

    /** Names of the variables that are still to be filled in: {@code VERSION}, {@code IMAGE_auth_service}. */
    public Set<String> variables() {
        return Variables.usedBy(services);
    }

    /**
     * This stack with every variable replaced by its value.
     *
     * @throws IllegalArgumentException when a used variable has no value
     */
    public StackFile resolve(Map<String, String> values) {
        return new StackFile(name, Variables.fillIn(services, values), volumes, loadBalancer);
    }

    /**
     * The stack as {@code docker stack deploy} takes it, without {@code name} and {@code x-slipway}. A copy to change:
     * add services, networks and {@code deploy.update_config}, then {@link ComposeText#write write} it.
     */
    public Map<String, Object> tree() {
        var tree = Tree.ofProject(services, volumes);
        // The Docker CLI takes a file without version for a version 1 file.
        tree.putFirst("version", "3.8");
        return tree;
    }

    public String render() {
        return ComposeText.write(tree());
    }
}
