package dev.slipway.deployer.outbound.swarm;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.HealthStateLog;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.Task;
import com.github.dockerjava.api.model.TaskState;
import com.github.dockerjava.api.model.TaskStatus;
import dev.slipway.deployer.domain.Replica;
import dev.slipway.deployer.domain.Replica.Condition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a task says about its replica; for one in trouble also what its container says, while it is still there. */
final class TaskReading {

    private static final Set<TaskState> ON_ITS_WAY = Set.of(
            TaskState.NEW,
            TaskState.ALLOCATED,
            TaskState.PENDING,
            TaskState.ASSIGNED,
            TaskState.ACCEPTED,
            TaskState.PREPARING,
            TaskState.READY,
            TaskState.STARTING);

    private static final int TAIL = 10;
    private static final long LOG_SECONDS = 5;

    private final SwarmConnection swarm;

    TaskReading(SwarmConnection swarm) {
        this.swarm = swarm;
    }

    Replica replica(String service, Task task) {
        TaskStatus status = task.getStatus();
        TaskState state = status == null ? TaskState.NEW : status.getState();
        String id = Objects.requireNonNull(task.getId());
        if (state == TaskState.RUNNING) {
            // Swarm calls a task running once its health check passed.
            Condition condition = task.getDesiredState() == TaskState.RUNNING ? Condition.HEALTHY : Condition.STARTING;
            return new Replica(id, service, condition, "", List.of());
        }
        String error = status == null || status.getErr() == null ? "" : status.getErr();
        Optional<InspectContainerResponse> container = container(status);
        HealthState health = container
                .map(InspectContainerResponse::getState)
                .map(found -> found.getHealth())
                .orElse(null);
        // An unhealthy task that ends with 0 is "complete" and without error for Swarm: only its container knows.
        boolean unhealthy = health != null && "unhealthy".equals(health.getStatus());
        if (state != null && ON_ITS_WAY.contains(state) && !unhealthy) {
            return new Replica(id, service, Condition.STARTING, orElse(lastCheck(health), error), List.of());
        }
        List<String> output = new ArrayList<>();
        container.ifPresent(found -> output.addAll(tail(Objects.requireNonNull(found.getId()))));
        String said = unhealthy ? orElse(lastCheck(health), error) : orElse(error, exit(status));
        return new Replica(id, service, unhealthy ? Condition.UNHEALTHY : Condition.ENDED, said, output);
    }

    private Optional<InspectContainerResponse> container(@Nullable TaskStatus status) {
        String id = status == null || status.getContainerStatus() == null
                ? null
                : status.getContainerStatus().getContainerID();
        return id == null || id.isEmpty()
                ? Optional.empty()
                : swarm.look(
                        "look at container " + id,
                        () -> swarm.client().inspectContainerCmd(id).exec());
    }

    private static String exit(@Nullable TaskStatus status) {
        Long code = status == null || status.getContainerStatus() == null
                ? null
                : status.getContainerStatus().getExitCodeLong();
        return code == null ? "" : "exit code " + code;
    }

    private static String lastCheck(@Nullable HealthState health) {
        List<HealthStateLog> log = health == null ? null : health.getLog();
        if (log == null || log.isEmpty()) {
            return "";
        }
        HealthStateLog last = log.getLast();
        String output = last.getOutput() == null ? "" : last.getOutput().strip();
        return output.isEmpty() ? "exit code " + last.getExitCodeLong() : output;
    }

    /** What the program wrote last; the log of a container that is being removed may be gone, which is no failure. */
    private List<String> tail(String container) {
        StringBuilder text = new StringBuilder();
        ResultCallback.Adapter<Frame> frames = new ResultCallback.Adapter<>() {
            @Override
            public void onNext(Frame frame) {
                text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
            }
        };
        Optional<Boolean> complete = swarm.look("read log of " + container, () -> {
            try {
                return swarm.client()
                        .logContainerCmd(container)
                        .withStdOut(true)
                        .withStdErr(true)
                        .withTail(TAIL)
                        .exec(frames)
                        .awaitCompletion(LOG_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        });
        return complete.isPresent() ? text.toString().strip().lines().toList() : List.of();
    }

    private static String orElse(String text, String otherwise) {
        return text.isBlank() ? otherwise : text;
    }
}
