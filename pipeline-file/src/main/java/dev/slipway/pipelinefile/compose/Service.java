package dev.slipway.pipelinefile.compose;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One service of a stack or of a test environment.
 *
 * @param definition what the file says of it, in Compose's own keys and in normalised form: lists and maps of texts,
 *     whole numbers and booleans only. Texts keep Compose's notation, {@code $$} for one dollar sign. Immutable.
 */
public record Service(String name, Map<String, Object> definition) {

    public Service {
        definition = Tree.frozen(definition);
    }

    public String image() {
        return Tree.text(definition, "image");
    }

    public Map<String, String> environment() {
        return Tree.texts(definition, "environment");
    }

    public Map<String, String> labels() {
        return Tree.texts(definition, "labels");
    }

    public boolean hasHealthCheck() {
        return definition.containsKey("healthcheck");
    }

    /** Copies wanted of this service, 1 unless {@code deploy.replicas} says otherwise. */
    public int replicas() {
        return Tree.child(definition, "deploy").get("replicas") instanceof Integer number ? number : 1;
    }

    /** Names of the services that it waits for. */
    public Set<String> dependencies() {
        return Tree.child(definition, "depends_on").keySet();
    }

    /** Names of the volumes that it mounts, in order. */
    public List<String> volumes() {
        return Tree.children(definition, "volumes").stream()
                .filter(mount -> "volume".equals(mount.get("type")))
                .map(mount -> Tree.text(mount, "source"))
                .toList();
    }
}
