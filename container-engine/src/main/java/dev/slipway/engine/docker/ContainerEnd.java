package dev.slipway.engine.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.WaitResponse;
import dev.slipway.engine.ContainerEngineException;
import dev.slipway.engine.ContainerExit;
import dev.slipway.engine.ContainerHandle;
import dev.slipway.engine.ContainerState;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;

/** Waits for the end of a container, and brings it about when the time is over. */
final class ContainerEnd {

    /** How long a killed container may take until the engine records its end. */
    private static final Duration AFTER_KILL = Duration.ofSeconds(30);

    private final DockerConnection docker;
    private final ContainerRecords records;
    private final ExitReading exits;

    ContainerEnd(DockerConnection docker, ContainerRecords records) {
        this.docker = docker;
        this.records = records;
        this.exits = new ExitReading(docker);
    }

    ContainerExit await(ContainerHandle container, Duration limit) {
        Optional<InspectContainerResponse> now = records.find(container.id());
        if (now.filter(ContainerEnd::isRunning).isPresent()) {
            if (!waitFor(container, remaining(now.get(), limit))) {
                kill(container);
                waitFor(container, AFTER_KILL);
                return new ContainerExit.TimeLimitExceeded(limit);
            }
            now = records.find(container.id());
        }
        return now.map(ended -> verdict(container, ended))
                .orElseGet(() -> new ContainerExit.Lost(ContainerExit.Reason.VANISHED));
    }

    private ContainerExit verdict(ContainerHandle container, InspectContainerResponse ended) {
        String operation = "wait for " + container.name();
        if (isRunning(ended)) {
            throw EngineCall.retryable(operation, "the wait ended before the container", null);
        }
        if (ContainerRecords.state(ended) == ContainerState.CREATED && !ExitReading.couldNotStart(ended)) {
            throw new IllegalStateException(operation + ": it was never started");
        }
        return exits.read(ended);
    }

    /** @return false when the container still runs after that time */
    boolean comesWithin(ContainerHandle container, Duration patience) {
        return records.find(container.id()).filter(ContainerEnd::isRunning).isEmpty() || waitFor(container, patience);
    }

    private static boolean isRunning(InspectContainerResponse container) {
        return ContainerRecords.state(container) == ContainerState.RUNNING;
    }

    /** By the engine's clock on both ends. */
    private Duration remaining(InspectContainerResponse running, Duration limit) {
        Instant now = engineTime();
        Instant start = ExitReading.time(running.getState().getStartedAt()).orElse(now);
        Duration left = limit.minus(Duration.between(start, now));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Instant engineTime() {
        String written = EngineCall.ask(
                "ask the engine for its time",
                () -> docker.questions().infoCmd().exec().getSystemTime());
        return OffsetDateTime.parse(Objects.requireNonNull(written)).toInstant();
    }

    /** @return false when the time was over first */
    private boolean waitFor(ContainerHandle container, Duration limit) {
        AnswerStream<WaitResponse> answer = new AnswerStream<>("wait for " + container.name(), code -> {});
        try (answer) {
            docker.streams().waitContainerCmd(container.id()).exec(answer);
            return answer.await(limit);
        } catch (ContainerEngineException e) {
            if (e.getCause() instanceof NotFoundException) {
                return true;
            }
            throw e;
        }
    }

    void kill(ContainerHandle container) {
        EngineCall.run("kill " + container.name(), () -> {
            try {
                docker.questions().killContainerCmd(container.id()).exec();
            } catch (ConflictException | NotFoundException e) {
                // does not run (409) or is gone
                return;
            }
        });
    }
}
