package dev.slipway.deployer.domain;

import dev.slipway.pipelinefile.RolloutPlan;
import dev.slipway.pipelinefile.compose.LoadBalancer;
import dev.slipway.pipelinefile.compose.Service;
import dev.slipway.pipelinefile.compose.StackFile;
import dev.slipway.pipelinefile.compose.Variables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the stack that the orchestrator gets out of the stack file: the same services, pinned to digests, with our way of
 * updating them, and the load balancer beside them.
 *
 * @param images service name to pinned image, one for every service of the file
 * @param loadBalancerImage pinned
 * @param secret name of the secret with certificate and key; null when the load balancer speaks HTTP only
 * @param settle how long the orchestrator looks at a new replica before it replaces the next batch for good
 */
public record StackRendering(
        String instance,
        Deployment deployment,
        StackFile file,
        RolloutPlan plan,
        Map<String, String> images,
        String loadBalancerImage,
        LoadBalancerConfiguration configuration,
        @Nullable String secret,
        Duration settle) {

    private static final String DEFAULT_GRACE = "20s";
    private static final int OWNER_READS = 0400;

    public RenderedStack render() {
        List<String> application = application(file, deployment.images().keySet());
        Map<String, String> values = new LinkedHashMap<>();
        values.put(Variables.VERSION, deployment.pipelineRun().version());
        deployment.images().forEach((component, image) -> values.put(Variables.imageOf(component), image.pullable()));
        StackFile resolved = file.resolve(values);
        Map<String, Object> tree = new LinkedHashMap<>(resolved.tree());
        Map<String, Object> services = new LinkedHashMap<>();
        resolved.services()
                .forEach(service ->
                        services.put(service.name(), service(service, application.contains(service.name()))));
        services.put(file.loadBalancer().name(), loadBalancer());
        tree.put("services", services);
        tree.put("configs", external("load-balancer", configuration.name()));
        if (secret != null) {
            tree.put("secrets", external("load-balancer", secret));
        }
        return new RenderedStack(application, file.loadBalancer().name(), tree);
    }

    /** The services that run the image of one of the components. */
    public static List<String> application(StackFile file, Set<String> components) {
        return file.services().stream()
                .filter(service -> componentOf(service, components).isPresent())
                .map(Service::name)
                .toList();
    }

    /** Whose image the service runs, if it is one of these components'. */
    public static Optional<String> componentOf(Service service, Set<String> components) {
        return components.stream()
                .filter(component -> service.image().contains("${" + Variables.imageOf(component) + "}"))
                .findFirst();
    }

    private Map<String, Object> service(Service service, boolean application) {
        Map<String, Object> definition = new LinkedHashMap<>(service.definition());
        definition.put("image", images.getOrDefault(service.name(), service.image()));
        definition.putIfAbsent("stop_grace_period", DEFAULT_GRACE);
        if (application) {
            Map<String, Object> labels = new LinkedHashMap<>(service.labels());
            labels.put(RenderedStack.DEPLOYMENT, deployment.id().toString());
            definition.put("labels", labels);
        }
        definition.put("deploy", deploy(definition.get("deploy"), application));
        return definition;
    }

    private Map<String, Object> deploy(@Nullable Object written, boolean application) {
        Map<String, Object> deploy = new LinkedHashMap<>();
        if (written instanceof Map<?, ?> map) {
            map.forEach((key, value) -> deploy.put(String.valueOf(key), value));
        }
        deploy.putIfAbsent("replicas", 1);
        // Names resolve to the replicas themselves: nothing then depends on the kernel's virtual addresses.
        deploy.put("endpoint_mode", "dnsrr");
        deploy.put("restart_policy", tree("condition", "any", "delay", "2s"));
        deploy.put("update_config", application ? ourUpdate() : stopFirst());
        deploy.put("labels", labels());
        return deploy;
    }

    /**
     * A failing update pauses and waits for us instead of rolling back by itself: only then is what is specified always
     * what some deployment asked for. While it waits, the replicas that were not replaced yet go on serving.
     */
    private Map<String, Object> ourUpdate() {
        return tree(
                "parallelism",
                plan.batch(),
                "delay",
                written(plan.interval()),
                "order",
                plan.order() == RolloutPlan.Order.START_FIRST ? "start-first" : "stop-first",
                "failure_action",
                "pause",
                "monitor",
                written(settle));
    }

    /** Two databases must never share a volume, two load balancers never a port. */
    private static Map<String, Object> stopFirst() {
        return tree("parallelism", 1, "order", "stop-first", "failure_action", "pause");
    }

    private Map<String, Object> loadBalancer() {
        LoadBalancer wanted = file.loadBalancer();
        Map<String, Object> service = new LinkedHashMap<>();
        service.put("image", loadBalancerImage);
        List<Object> ports = new ArrayList<>();
        if (wanted.http() != null) {
            ports.add(port(wanted.http(), LoadBalancerConfiguration.HTTP_PORT));
        }
        if (wanted.https() != null) {
            ports.add(port(wanted.https(), LoadBalancerConfiguration.HTTPS_PORT));
        }
        service.put("ports", ports);
        service.put("configs", List.of(tree("source", "load-balancer", "target", LoadBalancerConfiguration.PATH)));
        if (secret != null) {
            service.put(
                    "secrets",
                    List.of(tree(
                            "source",
                            "load-balancer",
                            "target",
                            LoadBalancerConfiguration.PEM_FILE,
                            "mode",
                            OWNER_READS)));
        }
        service.put("healthcheck", alive());
        service.put("stop_grace_period", "25s");
        service.put("deploy", deploy(null, false));
        return service;
    }

    /** Swarm calls it running once it listens. Patient: a busy host is no reason to restart what everybody goes through. */
    private static Map<String, Object> alive() {
        String connect = "exec 3<>/dev/tcp/127.0.0.1/" + LoadBalancerConfiguration.ALIVE_PORT;
        return tree("test", List.of("CMD", "bash", "-c", connect), "interval", "1s", "timeout", "5s", "retries", 30);
    }

    private static Map<String, Object> port(int published, int target) {
        return tree("target", target, "published", published, "protocol", "tcp", "mode", "host");
    }

    private Map<String, Object> labels() {
        return tree(
                "slipway.instance", instance,
                "slipway.environment", deployment.stack().environment(),
                "slipway.stack", deployment.stack().stack(),
                "slipway.pipeline-run", deployment.pipelineRun().id().toString());
    }

    private static Map<String, Object> external(String key, String name) {
        return tree(key, tree("external", true, "name", name));
    }

    private static String written(Duration duration) {
        return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    private static Map<String, Object> tree(Object... keysAndValues) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            tree.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return tree;
    }
}
