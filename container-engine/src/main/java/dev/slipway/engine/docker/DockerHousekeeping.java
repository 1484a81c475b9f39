package dev.slipway.engine.docker;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import dev.slipway.engine.ContainerEngineException;
import dev.slipway.engine.EngineObject;
import dev.slipway.engine.EngineObject.Kind;
import dev.slipway.engine.Labels;
import dev.slipway.engine.Ownership;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Networks, volumes, and whatever is found by label. */
final class DockerHousekeeping {

    private final DockerConnection docker;

    DockerHousekeeping(DockerConnection docker) {
        this.docker = docker;
    }

    EngineObject ensureNetwork(String name, Ownership owner, boolean internal) {
        Optional<EngineObject> there = network(name);
        if (there.isEmpty()) {
            createNetwork(name, owner, internal);
            there = network(name);
        }
        return owned("ensure network " + name, there, owner);
    }

    private void createNetwork(String name, Ownership owner, boolean internal) {
        EngineCall.run("create network " + name, () -> {
            try {
                docker.questions()
                        .createNetworkCmd()
                        .withName(name)
                        .withDriver("bridge")
                        .withCheckDuplicate(true)
                        .withInternal(internal)
                        .withLabels(owner.labels())
                        .exec();
            } catch (ConflictException e) {
                // somebody was faster; the look-up that follows tells who
                return;
            }
        });
    }

    private Optional<EngineObject> network(String name) {
        // the engine's filter finds parts of names
        return EngineCall.ask(
                        "look up network " + name,
                        () -> docker.questions()
                                .listNetworksCmd()
                                .withNameFilter(name)
                                .exec())
                .stream()
                .filter(network -> network.getName().equals(name))
                .map(DockerHousekeeping::asObject)
                .findFirst();
    }

    EngineObject ensureVolume(String name, Ownership owner) {
        String operation = "ensure volume " + name;
        Optional<EngineObject> there = volume(name);
        if (there.isEmpty()) {
            EngineCall.run(
                    operation,
                    () -> docker.questions()
                            .createVolumeCmd()
                            .withName(name)
                            .withLabels(owner.labels())
                            .exec());
            there = volume(name);
        }
        return owned(operation, there, owner);
    }

    private Optional<EngineObject> volume(String name) {
        return EngineCall.look(
                        "look up volume " + name,
                        () -> docker.questions().inspectVolumeCmd(name).exec())
                .map(DockerHousekeeping::asObject);
    }

    private static EngineObject owned(String operation, Optional<EngineObject> found, Ownership owner) {
        EngineObject object =
                found.orElseThrow(() -> EngineCall.retryable(operation, "removed while it was being made", null));
        if (!hasOwner(object.labels(), owner)) {
            throw EngineCall.refused(operation, "the name belongs to somebody else");
        }
        return object;
    }

    static boolean hasOwner(Map<String, String> labels, Ownership owner) {
        return Objects.equals(labels.get(Labels.INSTANCE), owner.instance())
                && Objects.equals(labels.get(Labels.RUN), owner.run());
    }

    List<EngineObject> find(Kind kind, Map<String, String> labels) {
        List<String> filter = labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .toList();
        String operation = "list " + kind + " with " + filter;
        return switch (kind) {
            case CONTAINER ->
                EngineCall.ask(
                                operation,
                                () -> docker.questions()
                                        .listContainersCmd()
                                        .withShowAll(true)
                                        .withLabelFilter(filter)
                                        .exec())
                        .stream()
                        .map(DockerHousekeeping::asObject)
                        .toList();
            case NETWORK ->
                EngineCall.ask(
                                operation,
                                () -> docker.questions()
                                        .listNetworksCmd()
                                        .withFilter("label", filter)
                                        .exec())
                        .stream()
                        .map(DockerHousekeeping::asObject)
                        .toList();
            case VOLUME ->
                // the engine writes null for "no volumes", and docker-java drops their times from the list
                Objects.requireNonNullElse(
                                EngineCall.ask(
                                                operation,
                                                () -> docker.questions()
                                                        .listVolumesCmd()
                                                        .withFilter("label", filter)
                                                        .exec())
                                        .getVolumes(),
                                List.<InspectVolumeResponse>of())
                        .stream()
                        .flatMap(listed -> volume(listed.getName()).stream())
                        .toList();
        };
    }

    void remove(EngineObject object) {
        switch (object.kind()) {
            case CONTAINER -> removeContainer(object.id(), object.name());
            case NETWORK ->
                removeUnused(
                        object,
                        () -> docker.questions().removeNetworkCmd(object.id()).exec());
            case VOLUME ->
                removeUnused(
                        object,
                        () -> docker.questions().removeVolumeCmd(object.id()).exec());
        }
    }

    void removeContainer(String id, String name) {
        EngineCall.run("remove container " + name, () -> {
            try {
                docker.questions()
                        .removeContainerCmd(id)
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec();
            } catch (NotFoundException | ConflictException e) {
                // gone, or (409) somebody is removing it at this moment
                return;
            }
        });
    }

    private static void removeUnused(EngineObject object, Runnable removal) {
        String operation = "remove " + object.kind() + " " + object.name();
        try {
            EngineCall.look(operation, () -> {
                removal.run();
                return object;
            });
        } catch (ContainerEngineException e) {
            // a network in use is 403, a volume in use 409: both go away when their containers do
            throw EngineCall.retryable(operation, "cannot be removed now", e);
        }
    }

    private static EngineObject asObject(Container container) {
        String name = container.getNames().length == 0 ? container.getId() : container.getNames()[0].substring(1);
        return new EngineObject(
                Kind.CONTAINER,
                container.getId(),
                name,
                orNone(container.getLabels()),
                Instant.ofEpochSecond(container.getCreated()));
    }

    private static EngineObject asObject(Network network) {
        return new EngineObject(
                Kind.NETWORK,
                network.getId(),
                network.getName(),
                orNone(network.getLabels()),
                network.getCreated().toInstant());
    }

    private static EngineObject asObject(InspectVolumeResponse volume) {
        // docker-java has no accessor for the time
        String created = String.valueOf(volume.getRawValues().get("CreatedAt"));
        return new EngineObject(
                Kind.VOLUME,
                volume.getName(),
                volume.getName(),
                orNone(volume.getLabels()),
                OffsetDateTime.parse(created).toInstant());
    }

    private static Map<String, String> orNone(@Nullable Map<String, String> labels) {
        return labels == null ? Map.of() : labels;
    }
}
