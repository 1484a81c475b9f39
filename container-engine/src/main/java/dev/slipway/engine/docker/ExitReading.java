package dev.slipway.engine.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Network;
import dev.slipway.engine.ContainerExit;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from the engine's records how a container ended. */
final class ExitReading {

    /** An engine that is told to end stops its containers first; ten seconds are its default, twelve were measured. */
    private static final Duration SHUTDOWN = Duration.ofMinutes(1);

    private final DockerConnection docker;

    ExitReading(DockerConnection docker) {
        this.docker = docker;
    }

    ContainerExit read(InspectContainerResponse container) {
        InspectContainerResponse.ContainerState state = container.getState();
        int code = exitCode(state);
        if (isNeverStarted(state)) {
            String error = state.getError();
            return new ContainerExit.CannotStart(code, error == null ? "" : error);
        }
        if (code == 0) {
            return new ContainerExit.Exited(0);
        }
        if (Boolean.TRUE.equals(state.getOOMKilled())) {
            return new ContainerExit.OutOfMemory(code);
        }
        if (takenDownByEngine(state)) {
            return new ContainerExit.Lost(ContainerExit.Reason.ENGINE_RESTARTED);
        }
        return new ContainerExit.Exited(code);
    }

    /** A start that failed leaves the container created, with the shell's code for "not found" or "not executable". */
    static boolean couldNotStart(InspectContainerResponse container) {
        return isNeverStarted(container.getState()) && exitCode(container.getState()) != 0;
    }

    private static boolean isNeverStarted(InspectContainerResponse.ContainerState state) {
        return "created".equals(state.getStatus());
    }

    private static int exitCode(InspectContainerResponse.ContainerState state) {
        Long code = state.getExitCodeLong();
        return code == null ? 0 : code.intValue();
    }

    /**
     * Started under an earlier engine and ended when that one did. A command that failed by itself in the last minute
     * of an engine is taken for a victim too: that costs a second attempt, the opposite mistake a wrong verdict.
     */
    private boolean takenDownByEngine(InspectContainerResponse.ContainerState state) {
        Optional<Instant> started = time(state.getStartedAt());
        Optional<Instant> finished = time(state.getFinishedAt());
        Optional<Instant> engine = engineStart();
        if (started.isEmpty() || engine.isEmpty()) {
            return false;
        }
        return started.get().isBefore(engine.get())
                && (finished.isEmpty() || finished.get().isAfter(engine.get().minus(SHUTDOWN)));
    }

    /** No call tells it, but the engine makes its default bridge anew at every start. Empty when it has none. */
    private Optional<Instant> engineStart() {
        return EngineCall.look(
                        "look at the default bridge",
                        () -> docker.questions()
                                .inspectNetworkCmd()
                                .withNetworkId("bridge")
                                .exec())
                .map(Network::getCreated)
                .map(Date::toInstant);
    }

    /** Empty for the engine's way of writing "never", the year 1. */
    static Optional<Instant> time(@Nullable String written) {
        if (written == null) {
            return Optional.empty();
        }
        Instant instant = OffsetDateTime.parse(written).toInstant();
        return instant.isAfter(Instant.EPOCH) ? Optional.of(instant) : Optional.empty();
    }
}
