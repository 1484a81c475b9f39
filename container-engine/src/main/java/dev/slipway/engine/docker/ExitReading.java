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
        if (code != 0 && Boolean.TRUE.equals(state.getOOMKilled())) {
            return new ContainerExit.OutOfMemory(code);
        }
        if (takenDown(code, time(state.getStartedAt()), time(state.getFinishedAt()), engineStart())) {
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
     * Whether a command that was started under an earlier engine was ended with it: whatever its code says then, it may
     * be what the command made of SIGTERM. Such a container is looked at only when nobody did while that engine lived,
     * so that a second attempt for a few innocent ones costs little, and the opposite mistake would be a wrong verdict.
     *
     * <table>
     *   <caption>started under an earlier engine</caption>
     *   <tr><th>code</th><th>ended</th><th>taken down</th></tr>
     *   <tr><td>not 0</td><td>at any time (the engine may have been down for long)</td><td>yes</td></tr>
     *   <tr><td>0</td><td>in the last minute before this engine, or later</td><td>yes</td></tr>
     *   <tr><td>0</td><td>earlier</td><td>no</td></tr>
     * </table>
     */
    static boolean takenDown(int code, Optional<Instant> started, Optional<Instant> ended, Optional<Instant> engine) {
        if (started.isEmpty() || engine.isEmpty() || !started.get().isBefore(engine.get())) {
            return false;
        }
        return code != 0 || ended.isEmpty() || ended.get().isAfter(engine.get().minus(SHUTDOWN));
    }

    /**
     * No call tells it, but the engine makes its default bridge anew at every start (seen on 20.10.24). Empty when it
     * has none.
     */
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
