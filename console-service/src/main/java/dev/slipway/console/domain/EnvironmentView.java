package dev.slipway.console.domain;

import dev.slipway.events.Deployed;
import dev.slipway.events.Endpoint;
import dev.slipway.events.Envelope;
import dev.slipway.events.EventId;
import dev.slipway.events.ImageReference;
import dev.slipway.events.LoadBalancerStarted;
import dev.slipway.events.LoadBalancerStopped;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.RecordSetsChanged;
import dev.slipway.events.ReplicaCount;
import dev.slipway.events.RetryRequested;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What runs where: one environment with its stack. */
public record EnvironmentView(
        String environment, String stack, List<Release> releases, List<LoadBalancer> loadBalancers) {

    /** A component's version that serves here. */
    public record Release(
            String component, PipelineRun run, ImageReference image, ReplicaCount replicas, Instant since) {}

    /**
     * @param name its name in the DNS, absent until the zone answers with it
     */
    public record LoadBalancer(
            String loadBalancer,
            List<String> addresses,
            List<Endpoint> endpoints,
            @Nullable String name) {}

    /**
     * @param events deployments, load balancers and record sets, oldest first; later ones replace earlier ones
     */
    public static List<EnvironmentView> of(List<Envelope<? extends PipelineEvent>> events) {
        Map<EventId, EventId> retries = new HashMap<>();
        Map<EventId, String> names = new HashMap<>();
        events.forEach(envelope -> {
            if (envelope.event() instanceof RetryRequested retry) {
                retries.put(envelope.id(), retry.trigger());
            }
            if (envelope.event() instanceof RecordSetsChanged changed && envelope.cause() != null) {
                names.put(retries.getOrDefault(envelope.cause(), envelope.cause()), changed.name());
            }
        });
        Map<String, Draft> drafts = new TreeMap<>();
        for (Envelope<? extends PipelineEvent> envelope : events) {
            switch (envelope.event()) {
                case Deployed e ->
                    e.imagesByComponent()
                            .forEach((component, image) -> draft(drafts, e.environment(), e.stack())
                                    .releases
                                    .put(
                                            component,
                                            new Release(
                                                    component, e.pipelineRun(), image, e.replicas(), envelope.time())));
                case LoadBalancerStarted e ->
                    draft(drafts, e.environment(), e.stack())
                            .loadBalancers
                            .put(
                                    e.loadBalancer(),
                                    new LoadBalancer(
                                            e.loadBalancer(), e.addresses(), e.endpoints(), names.get(envelope.id())));
                case LoadBalancerStopped e ->
                    draft(drafts, e.environment(), e.stack()).loadBalancers.remove(e.loadBalancer());
                default -> {}
            }
        }
        return drafts.values().stream().map(Draft::view).toList();
    }

    private static Draft draft(Map<String, Draft> drafts, String environment, String stack) {
        return drafts.computeIfAbsent(environment + "/" + stack, key -> new Draft(environment, stack));
    }

    private record Draft(
            String environment, String stack, Map<String, Release> releases, Map<String, LoadBalancer> loadBalancers) {

        Draft(String environment, String stack) {
            this(environment, stack, new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        EnvironmentView view() {
            return new EnvironmentView(
                    environment, stack, new ArrayList<>(releases.values()), new ArrayList<>(loadBalancers.values()));
        }
    }
}
