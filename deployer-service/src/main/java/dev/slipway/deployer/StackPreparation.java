package dev.slipway.deployer;

import dev.slipway.deployer.RolloutProcedure.Rules;
import dev.slipway.deployer.domain.Certificate;
import dev.slipway.deployer.domain.Deployment;
import dev.slipway.deployer.domain.LoadBalancerConfiguration;
import dev.slipway.deployer.domain.RenderedStack;
import dev.slipway.deployer.domain.StackRendering;
import dev.slipway.deployer.port.ImageSupply;
import dev.slipway.deployer.port.ImageSupply.Supplied;
import dev.slipway.deployer.port.Orchestrator;
import dev.slipway.deployer.port.SourceSnapshot;
import dev.slipway.events.Endpoint;
import dev.slipway.events.Failure;
import dev.slipway.events.ImageReference;
import dev.slipway.pipelinefile.Environment;
import dev.slipway.pipelinefile.PipelineFile;
import dev.slipway.pipelinefile.RolloutPlan;
import dev.slipway.pipelinefile.compose.LoadBalancer;
import dev.slipway.pipelinefile.compose.Service;
import dev.slipway.pipelinefile.compose.StackFile;
import dev.slipway.pipelinefile.compose.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything a stack needs before it can be handed over: its description, images, certificate, configuration. */
public final class StackPreparation {

    /** What preparing came to. */
    sealed interface Prepared {

        record Ready(
                RenderedStack rendered,
                LoadBalancer loadBalancer,
                @Nullable Certificate certificate) implements Prepared {

            List<Endpoint> endpoints() {
                List<Endpoint> endpoints = new ArrayList<>();
                if (loadBalancer.http() != null) {
                    endpoints.add(new Endpoint("http", loadBalancer.http()));
                }
                if (loadBalancer.https() != null) {
                    endpoints.add(new Endpoint("https", loadBalancer.https()));
                }
                return endpoints;
            }

            List<Integer> ports() {
                return endpoints().stream().map(Endpoint::port).toList();
            }
        }

        record Refused(Failure failure) implements Prepared {}
    }

    private static final String STEP = "prepare stack";

    /** Longest name of a service that Swarm takes. */
    private static final int LONGEST_NAME = 63;

    private final RepositoryFiles files;
    private final ImageSupply images;
    private final CertificateProvision certificates;
    private final Orchestrator orchestrator;
    private final Rules rules;

    public StackPreparation(
            SourceSnapshot snapshot,
            ImageSupply images,
            CertificateProvision certificates,
            Orchestrator orchestrator,
            Rules rules) {
        this.files = new RepositoryFiles(snapshot);
        this.images = images;
        this.certificates = certificates;
        this.orchestrator = orchestrator;
        this.rules = rules;
    }

    Prepared prepare(Deployment deployment) throws InterruptedException {
        return switch (files.pipeline(
                deployment.source(), deployment.pipelineRun().repository())) {
            case RepositoryFiles.Pipeline.Invalid invalid -> new Prepared.Refused(invalid.failure());
            case RepositoryFiles.Pipeline.Valid valid -> {
                Optional<Environment> environment = valid.file().environments().stream()
                        .filter(one -> one.name().equals(deployment.stack().environment()))
                        .findFirst();
                yield environment.isPresent()
                        ? prepare(deployment, environment.get(), valid.file().componentNames())
                        : refused(PipelineFile.NAME + " of this revision names no environment "
                                + deployment.stack().environment() + ": add it under environments");
            }
        };
    }

    private Prepared prepare(Deployment deployment, Environment environment, Set<String> components)
            throws InterruptedException {
        return switch (files.stack(deployment.source(), environment, components)) {
            case RepositoryFiles.Stack.Invalid invalid -> new Prepared.Refused(invalid.failure());
            case RepositoryFiles.Stack.Valid valid -> {
                Optional<String> mistake = mistake(deployment, environment, valid.file(), components);
                yield mistake.isPresent() ? refused(mistake.get()) : supply(deployment, environment, valid.file());
            }
        };
    }

    /** What the stack file's reader cannot know. */
    private static Optional<String> mistake(
            Deployment deployment, Environment environment, StackFile file, Set<String> components) {
        String variable = "${" + Variables.imageOf(deployment.component()) + "}";
        if (StackRendering.application(file, deployment.images().keySet()).isEmpty()) {
            return Optional.of("no service of " + environment.stack() + " runs the image of " + deployment.component()
                    + ": write image: " + variable);
        }
        Optional<String> halfAStack = components.stream()
                .filter(component -> !deployment.images().containsKey(component))
                .filter(component -> file.variables().contains(Variables.imageOf(component)))
                .findFirst();
        if (halfAStack.isPresent()) {
            return Optional.of(environment.stack() + " also names the image of " + halfAStack.get()
                    + ", which is not part of this deployment: deploy a push of which all components are published");
        }
        String loadBalancer = file.loadBalancer().name();
        List<String> names = file.services().stream().map(Service::name).toList();
        if (names.contains(loadBalancer)) {
            return Optional.of("the load balancer of " + environment.stack() + " has the name of the service "
                    + loadBalancer + ": give it another name in x-slipway");
        }
        return names.stream()
                .map(deployment.stack()::serviceName)
                .filter(name -> name.length() > LONGEST_NAME)
                .findFirst()
                .map(name -> "environment, stack and service make the name " + name + " with " + name.length()
                        + " characters: shorten one, at most " + LONGEST_NAME + " are possible");
    }

    private Prepared supply(Deployment deployment, Environment environment, StackFile file)
            throws InterruptedException {
        Map<String, String> pinned = new LinkedHashMap<>();
        for (Service service : file.services()) {
            Optional<ImageReference> built = StackRendering.componentOf(
                            service, deployment.images().keySet())
                    .map(deployment.images()::get);
            boolean ours = built.isPresent();
            String image = built.map(ImageReference::pullable).orElse(service.image());
            switch (images.ensure(image)) {
                case Supplied.Missing missing -> {
                    return refused("the image " + missing.image() + " of service " + service.name()
                            + " is neither here nor in its registry: correct " + environment.stack());
                }
                case Supplied.Available available -> {
                    boolean serves =
                            ours || service.name().equals(file.loadBalancer().service());
                    if (serves && !available.hasHealthCheck() && !service.hasHealthCheck()) {
                        return refused("service " + service.name()
                                + " has no health check, and without one a rollout sends requests to replicas that are not"
                                + " ready: add a HEALTHCHECK to its Dockerfile, or services." + service.name()
                                + ".healthcheck to " + environment.stack());
                    }
                    pinned.put(service.name(), available.reference());
                }
            }
        }
        return switch (images.ensure(rules.loadBalancerImage())) {
            case Supplied.Missing missing ->
                new Prepared.Refused(
                        Failure.error(
                                STEP,
                                "the load balancer image " + missing.image()
                                        + " is neither here nor in its registry: correct slipway.deployer.load-balancer-image"));
            case Supplied.Available balancer ->
                ready(deployment, file, environment.rollout(), pinned, balancer.reference());
        };
    }

    private Prepared ready(
            Deployment deployment,
            StackFile file,
            RolloutPlan plan,
            Map<String, String> pinned,
            String loadBalancerImage) {
        LoadBalancer wanted = file.loadBalancer();
        LoadBalancerConfiguration configuration =
                LoadBalancerConfiguration.render(deployment.stack(), wanted, replicas(file));
        orchestrator.ensureConfig(deployment.stack(), configuration.name(), configuration.text());
        Certificate certificate =
                wanted.https() == null ? null : certificates.ensure(deployment.stack(), wanted.name());
        RenderedStack rendered = new StackRendering(
                        rules.instance(),
                        deployment,
                        file,
                        plan,
                        pinned,
                        loadBalancerImage,
                        configuration,
                        certificate == null ? null : certificate.secret(),
                        rules.settle())
                .render();
        return new Prepared.Ready(rendered, wanted, certificate);
    }

    private static int replicas(StackFile file) {
        return file.services().stream()
                .filter(service -> service.name().equals(file.loadBalancer().service()))
                .mapToInt(Service::replicas)
                .sum();
    }

    private static Prepared refused(String reason) {
        return new Prepared.Refused(Failure.failure(STEP, reason));
    }
}
