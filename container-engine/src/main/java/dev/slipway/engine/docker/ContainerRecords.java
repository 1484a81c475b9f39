package dev.slipway.engine.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.slipway.engine.ContainerState;
import java.util.Objects;
import java.util.Optional;

/** What the engine has written down about a container. */
final class ContainerRecords {

    private final DockerConnection docker;

    ContainerRecords(DockerConnection docker) {
        this.docker = docker;
    }

    /** Empty when there is no such container. */
    Optional<InspectContainerResponse> find(String idOrName) {
        return EngineCall.look(
                "look at container " + idOrName,
                () -> docker.questions().inspectContainerCmd(idOrName).exec());
    }

    static ContainerState state(InspectContainerResponse container) {
        String status = Objects.requireNonNullElse(container.getState().getStatus(), "");
        return switch (status) {
            case "created" -> ContainerState.CREATED;
            case "running", "paused", "restarting" -> ContainerState.RUNNING;
            case "exited", "dead" -> ContainerState.EXITED;
            default -> throw EngineCall.retryable("look at " + container.getName(), "it is '" + status + "'", null);
        };
    }
}
