package dev.slipway.deployer.outbound.swarm;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.EndpointSpec;
import com.github.dockerjava.api.model.LocalNodeState;
import com.github.dockerjava.api.model.PortConfig;
import com.github.dockerjava.api.model.SecretSpec;
import com.github.dockerjava.api.model.Service;
import com.github.dockerjava.api.model.ServiceSpec;
import com.github.dockerjava.api.model.SwarmInfo;
import dev.slipway.deployer.domain.DeploymentId;
import dev.slipway.deployer.domain.Observation;
import dev.slipway.deployer.domain.RenderedStack;
import dev.slipway.deployer.domain.StackId;
import dev.slipway.deployer.port.Orchestrator;
import dev.slipway.pipelinefile.compose.ComposeText;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Docker Swarm: applies with {@code docker stack deploy}, observes through the engine's API. */
public final class SwarmOrchestrator implements Orchestrator {

    private static final long POLL_MILLIS = 500;

    private final SwarmConnection swarm;
    private final DockerProgram docker;
    private final SwarmObserver observer;
    private final boolean onThisHost;
    private final String instance;

    /** @param host the engine's; ports can be looked at only where it is on this machine */
    public SwarmOrchestrator(SwarmConnection swarm, DockerProgram docker, URI host, String instance) {
        this.swarm = swarm;
        this.docker = docker;
        this.observer = new SwarmObserver(swarm);
        this.onThisHost = "unix".equals(host.getScheme());
        this.instance = instance;
    }

    /**
     * A swarm of one on loopback: its control ports are open to nobody else, and its networks keep out of the way of
     * common private ones. To grow, initialise the swarm on a routable address before the first deployment.
     */
    @Override
    public void ensureReady() throws InterruptedException {
        SwarmInfo info = swarm.ask(
                "look at the swarm", () -> swarm.client().infoCmd().exec().getSwarm());
        LocalNodeState state = info == null ? null : info.getLocalNodeState();
        if (state != LocalNodeState.ACTIVE) {
            docker.run(
                    "",
                    "swarm",
                    "init",
                    "--advertise-addr=127.0.0.1",
                    "--listen-addr=127.0.0.1:2377",
                    "--data-path-addr=127.0.0.1",
                    "--default-addr-pool=10.201.0.0/16");
        } else if (!Boolean.TRUE.equals(info.getControlAvailable())) {
            throw new SwarmException(
                    "the engine is a worker of a swarm: let slipway.deployer.engine.host name a manager", null);
        }
    }

    @Override
    public List<Integer> takenPorts(StackId stack, String loadBalancer, List<Integer> ports) {
        if (!onThisHost) {
            return List.of();
        }
        Set<Integer> ours =
                service(stack, loadBalancer).map(SwarmOrchestrator::published).orElse(Set.of());
        return ports.stream()
                .filter(port -> !ours.contains(port) && isTaken(port))
                .toList();
    }

    private static Set<Integer> published(Service service) {
        EndpointSpec endpoint = SwarmObserver.spec(service).getEndpointSpec();
        List<PortConfig> ports = endpoint == null ? null : endpoint.getPorts();
        return Objects.requireNonNullElse(ports, List.<PortConfig>of()).stream()
                .map(PortConfig::getPublishedPort)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static boolean isTaken(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(port));
            return false;
        } catch (BindException e) {
            return true;
        } catch (IOException e) {
            throw new SwarmException("cannot see whether port " + port + " is free", e);
        }
    }

    @Override
    public void ensureConfig(StackId stack, String name, String content) {
        swarm.tell("create config " + name, () -> {
            try {
                swarm.client()
                        .createConfigCmd()
                        .withName(name)
                        .withData(content.getBytes(StandardCharsets.UTF_8))
                        .withLabels(labels(stack))
                        .exec();
            } catch (ConflictException e) {
                // 409: there is one of this name, and the name stands for the content.
                return;
            }
        });
    }

    @Override
    public boolean hasSecret(String name) {
        return swarm.ask(
                "list secrets",
                () -> swarm.client().listSecretsCmd().withNameFilter(List.of(name)).exec().stream()
                        .anyMatch(secret -> name.equals(secret.getSpec().getName())));
    }

    @Override
    public void ensureSecret(StackId stack, String name, String content) {
        SecretSpec spec = new SecretSpec()
                .withName(name)
                // docker-java 3.7 makes the Base64 that the engine wants.
                .withData(content)
                .withLabels(labels(stack));
        swarm.tell("create secret " + name, () -> {
            try {
                swarm.client().createSecretCmd(spec).exec();
            } catch (ConflictException e) {
                // 409: there is one of this name.
                return;
            }
        });
    }

    private Map<String, String> labels(StackId stack) {
        return Map.of(
                "slipway.instance", instance,
                "slipway.environment", stack.environment(),
                "slipway.stack", stack.stack());
    }

    @Override
    public Specified specified(StackId stack, List<String> application) {
        Set<Optional<DeploymentId>> ids = new HashSet<>();
        Optional<Refused> refused = Optional.empty();
        for (String name : application) {
            Optional<Service> service = service(stack, name);
            ids.add(service.flatMap(SwarmObserver::deploymentOf));
            Map<String, String> labels =
                    service.map(SwarmObserver::spec).map(ServiceSpec::getLabels).orElse(Map.of());
            String id = labels.get(RenderedStack.REFUSED);
            if (id != null) {
                refused = Optional.of(
                        new Refused(DeploymentId.of(id), labels.getOrDefault(RenderedStack.REFUSED_BECAUSE, "")));
            }
        }
        return new Specified(ids.size() == 1 ? ids.iterator().next() : Optional.empty(), refused);
    }

    @Override
    public void apply(StackId stack, RenderedStack rendered) throws InterruptedException {
        docker.run(
                ComposeText.write(rendered.tree()),
                "stack",
                "deploy",
                "--compose-file=-",
                // The images are pinned already; asking the registry again could only fail.
                "--resolve-image=never",
                "--with-registry-auth=false",
                "--prune",
                stack.name());
    }

    @Override
    public Observation observe(StackId stack, RenderedStack rendered, DeploymentId deployment)
            throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        return observer.observe(stack, rendered, deployment);
    }

    @Override
    public void remove(StackId stack, List<String> services) {
        for (String name : services) {
            swarm.tell("remove service " + name, () -> {
                try {
                    swarm.client().removeServiceCmd(stack.serviceName(name)).exec();
                } catch (NotFoundException e) {
                    // 404: gone already.
                    return;
                }
            });
        }
    }

    @Override
    public List<String> addresses(StackId stack, String service) {
        return observer.addresses(stack, service);
    }

    private Optional<Service> service(StackId stack, String name) {
        return observer.service(stack, name);
    }
}
