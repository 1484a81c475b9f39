package dev.slipway.deployer.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stack in the form that is handed to the orchestrator.
 *
 * @param application names of the services that run the component's image
 * @param loadBalancer name of the load balancer's service
 * @param tree the Compose file: maps, lists, texts, whole numbers and booleans
 */
public record RenderedStack(List<String> application, String loadBalancer, Map<String, Object> tree) {

    /** On the application's containers: which deployment they belong to. */
    public static final String DEPLOYMENT = "slipway.deployment";

    /** On the application's services, once a deployment was taken back: which one. */
    public static final String REFUSED = "slipway.refused";

    /** Beside {@link #REFUSED}: why. */
    public static final String REFUSED_BECAUSE = "slipway.refused-because";

    public RenderedStack {
        application = List.copyOf(application);
    }

    /** The same stack, which also says on the application's services that {@code refused} was taken back. */
    public RenderedStack insteadOf(DeploymentId refused, String reason) {
        Map<String, Object> services = new LinkedHashMap<>(map(tree, "services"));
        for (String name : application) {
            Map<String, Object> service = new LinkedHashMap<>(map(services, name));
            Map<String, Object> deploy = new LinkedHashMap<>(map(service, "deploy"));
            Map<String, Object> labels = new LinkedHashMap<>(map(deploy, "labels"));
            labels.put(REFUSED, refused.toString());
            labels.put(REFUSED_BECAUSE, reason.replace("$", "$$"));
            deploy.put("labels", labels);
            service.put("deploy", deploy);
            services.put(name, service);
        }
        Map<String, Object> changed = new LinkedHashMap<>(tree);
        changed.put("services", services);
        return new RenderedStack(application, loadBalancer, changed);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> parent, String key) {
        return (Map<String, Object>) parent.getOrDefault(key, Map.of());
    }
}
