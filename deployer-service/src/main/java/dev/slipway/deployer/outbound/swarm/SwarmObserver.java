package dev.slipway.deployer.outbound.swarm;

import com.github.dockerjava.api.model.ContainerSpec;
import com.github.dockerjava.api.model.Service;
import com.github.dockerjava.api.model.ServiceModeConfig;
import com.github.dockerjava.api.model.ServiceSpec;
import com.github.dockerjava.api.model.SwarmNode;
import com.github.dockerjava.api.model.SwarmNodeState;
import com.github.dockerjava.api.model.Task;
import com.github.dockerjava.api.model.TaskSpec;
import com.github.dockerjava.api.model.TaskState;
import dev.slipway.deployer.domain.DeploymentId;
import dev.slipway.deployer.domain.Observation;
import dev.slipway.deployer.domain.RenderedStack;
import dev.slipway.deployer.domain.Replica;
import dev.slipway.deployer.domain.StackId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads from services, tasks, containers and nodes how a deployment does. */
final class SwarmObserver {

    private final SwarmConnection swarm;
    private final TaskReading reading;
    private final Clock clock = Clock.systemUTC();

    SwarmObserver(SwarmConnection swarm) {
        this.swarm = swarm;
        this.reading = new TaskReading(swarm);
    }

    Observation observe(StackId stack, RenderedStack rendered, DeploymentId deployment) {
        boolean specified = true;
        int wanted = 0;
        int outdated = 0;
        List<Replica> replicas = new ArrayList<>();
        for (String name : rendered.application()) {
            Optional<Service> service = service(stack, name);
            if (service.isEmpty()) {
                specified = false;
                continue;
            }
            specified &= deploymentOf(service.get()).equals(Optional.of(deployment));
            wanted += replicas(service.get());
            for (Task task : tasks(service.get())) {
                if (deployment.toString().equals(label(task.getSpec()))) {
                    replicas.add(reading.replica(name, task));
                } else if (hasProcess(task)) {
                    outdated++;
                }
            }
        }
        return new Observation(
                clock.instant(), specified, wanted, replicas, outdated, loadBalancers(stack, rendered.loadBalancer()));
    }

    /** Only tasks of the present specification: what an older one did says nothing about this one. */
    private List<Replica> loadBalancers(StackId stack, String name) {
        Optional<Service> service = service(stack, name);
        if (service.isEmpty()) {
            return List.of();
        }
        ContainerSpec present = container(spec(service.get()).getTaskTemplate());
        return tasks(service.get()).stream()
                .filter(task -> Objects.equals(present, container(task.getSpec())))
                .filter(task -> state(task) != TaskState.SHUTDOWN)
                .map(task -> reading.replica(name, task))
                .toList();
    }

    List<String> addresses(StackId stack, String name) {
        Optional<Service> service = service(stack, name);
        if (service.isEmpty()) {
            return List.of();
        }
        Set<String> nodes = tasks(service.get()).stream()
                .filter(task -> state(task) == TaskState.RUNNING && task.getDesiredState() == TaskState.RUNNING)
                .map(Task::getNodeId)
                .collect(Collectors.toSet());
        return swarm.ask("list nodes", () -> swarm.client().listSwarmNodesCmd().exec()).stream()
                .filter(node -> nodes.contains(node.getId()))
                .filter(node -> node.getStatus() != null && node.getStatus().getState() == SwarmNodeState.READY)
                .map(SwarmObserver::address)
                .sorted()
                .toList();
    }

    private static String address(SwarmNode node) {
        return Objects.requireNonNull(Objects.requireNonNull(node.getStatus()).getAddress());
    }

    Optional<Service> service(StackId stack, String name) {
        String full = stack.serviceName(name);
        return swarm.look(
                "look at service " + full,
                () -> swarm.client().inspectServiceCmd(full).exec());
    }

    static Optional<DeploymentId> deploymentOf(Service service) {
        return Optional.ofNullable(label(spec(service).getTaskTemplate())).map(DeploymentId::of);
    }

    private List<Task> tasks(Service service) {
        // By id: a filter by name of a service that has just been removed is an error.
        return swarm.ask(
                "list tasks",
                () -> swarm.client()
                        .listTasksCmd()
                        .withServiceFilter(Objects.requireNonNull(service.getId()))
                        .exec());
    }

    private static int replicas(Service service) {
        ServiceModeConfig mode = spec(service).getMode();
        return mode == null || mode.getReplicated() == null
                ? 1
                : Math.toIntExact(mode.getReplicated().getReplicas());
    }

    private static @Nullable String label(@Nullable TaskSpec spec) {
        ContainerSpec container = container(spec);
        Map<String, String> labels = container == null ? null : container.getLabels();
        return labels == null ? null : labels.get(RenderedStack.DEPLOYMENT);
    }

    private static @Nullable ContainerSpec container(@Nullable TaskSpec spec) {
        return spec == null ? null : spec.getContainerSpec();
    }

    static ServiceSpec spec(Service service) {
        return Objects.requireNonNull(service.getSpec(), "every service has a specification");
    }

    private static boolean hasProcess(Task task) {
        return state(task) == TaskState.STARTING || state(task) == TaskState.RUNNING;
    }

    private static @Nullable TaskState state(Task task) {
        return task.getStatus() == null ? null : task.getStatus().getState();
    }
}
