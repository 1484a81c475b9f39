package dev.slipway.deployer;

import dev.slipway.deployer.domain.DeploymentId;
import dev.slipway.deployer.domain.Observation;
import dev.slipway.deployer.domain.RenderedStack;
import dev.slipway.deployer.domain.Replica;
import dev.slipway.deployer.domain.Replica.Condition;
import dev.slipway.deployer.domain.StackId;
import dev.slipway.deployer.port.Orchestrator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Runs one stack in memory. Each look moves it on by a second; images named broken never become healthy. */
final class FakeOrchestrator implements Orchestrator {

    final List<String> applied = new ArrayList<>();
    final List<String> removed = new ArrayList<>();
    final Map<String, String> secrets = new HashMap<>();
    final Map<String, String> configs = new HashMap<>();
    final Set<Integer> busyPorts = new HashSet<>();
    private Instant now = Clock.systemUTC().instant();
    private Map<String, Map<String, Object>> services = Map.of();
    private int looks;

    @Override
    public void ensureReady() {}

    @Override
    public List<Integer> takenPorts(StackId stack, String loadBalancer, List<Integer> ports) {
        return ports.stream().filter(busyPorts::contains).toList();
    }

    @Override
    public void ensureConfig(StackId stack, String name, String content) {
        configs.putIfAbsent(name, content);
    }

    @Override
    public boolean hasSecret(String name) {
        return secrets.containsKey(name);
    }

    @Override
    public void ensureSecret(StackId stack, String name, String content) {
        secrets.putIfAbsent(name, content);
    }

    @Override
    public Specified specified(StackId stack, List<String> application) {
        String first = application.getFirst();
        if (!services.containsKey(first)) {
            return new Specified(Optional.empty(), Optional.empty());
        }
        Map<String, Object> labels = child(child(service(first), "deploy"), "labels");
        Optional<Refused> refused = Optional.ofNullable((String) labels.get(RenderedStack.REFUSED))
                .map(id -> new Refused(
                        DeploymentId.of(id), (String) labels.getOrDefault(RenderedStack.REFUSED_BECAUSE, "")));
        return new Specified(Optional.of(deployed(first)), refused);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void apply(StackId stack, RenderedStack rendered) {
        services = new HashMap<>((Map<String, Map<String, Object>>)
                Objects.requireNonNull(rendered.tree().get("services")));
        looks = 0;
        applied.add(image(rendered.application().getFirst()));
    }

    @Override
    public Observation observe(StackId stack, RenderedStack rendered, DeploymentId deployment) {
        now = now.plus(Duration.ofSeconds(1));
        looks++;
        String service = rendered.application().getFirst();
        if (!services.containsKey(service)) {
            return new Observation(now, false, 0, List.of(), 0, List.of());
        }
        int wanted = (Integer) child(service(service), "deploy").getOrDefault("replicas", 1);
        boolean bad = image(service).contains("broken");
        List<Replica> replicas = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            Condition condition = looks <= i ? Condition.STARTING : bad ? Condition.UNHEALTHY : Condition.HEALTHY;
            replicas.add(new Replica("t" + i, service, condition, bad ? "connection refused" : "", List.of()));
        }
        return new Observation(
                now,
                deployed(service).equals(deployment),
                wanted,
                replicas,
                Math.max(0, wanted - looks),
                List.of(new Replica("l", rendered.loadBalancer(), Condition.HEALTHY, "", List.of())));
    }

    @Override
    public void remove(StackId stack, List<String> names) {
        removed.addAll(names);
        names.forEach(services::remove);
    }

    @Override
    public List<String> addresses(StackId stack, String service) {
        return List.of("127.0.0.1");
    }

    private Map<String, Object> service(String name) {
        return Objects.requireNonNull(services.get(name));
    }

    private String image(String service) {
        return (String) Objects.requireNonNull(service(service).get("image"));
    }

    private DeploymentId deployed(String service) {
        Object id = child(service(service), "labels").get(RenderedStack.DEPLOYMENT);
        return DeploymentId.of((String) Objects.requireNonNull(id));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> child(Map<String, Object> parent, String key) {
        return (Map<String, Object>) parent.getOrDefault(key, Map.of());
    }
}
