package dev.slipway.cli.suite;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything on the container engine that carries this instance's label. */
final class EngineLeftovers {

    private static final String STACK_LABEL = "com.docker.stack.namespace";
    private static final Duration STACK_GONE_WITHIN = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(500);

    private final String filter;

    EngineLeftovers(String instance) {
        this.filter = "label=slipway.instance=" + instance;
    }

    void remove() throws InterruptedException {
        if (!Shell.run(List.of("docker", "version", "--format", "{{.Server.Version}}"))
                .succeeded()) {
            throw new SuiteException("No Docker engine answers, so its containers and volumes cannot be removed."
                    + " To do: start the engine, then run ./slipway down --volumes again.");
        }
        Set<String> stacks = stacks();
        for (String stack : stacks) {
            Shell.run(List.of("docker", "stack", "rm", stack)).orFail("The removal of the stack " + stack);
        }
        for (String stack : stacks) {
            awaitGone(stack);
        }
        removeAll(
                List.of("docker", "service", "ls", "--quiet", "--filter", filter), List.of("docker", "service", "rm"));
        removeAll(
                List.of("docker", "ps", "--all", "--quiet", "--filter", filter),
                List.of("docker", "rm", "--force", "--volumes"));
        for (String stack : stacks) {
            removeAll(
                    List.of("docker", "volume", "ls", "--quiet", "--filter", "label=" + STACK_LABEL + "=" + stack),
                    List.of("docker", "volume", "rm", "--force"));
        }
        for (String kind : List.of("volume", "network", "secret", "config")) {
            removeAll(List.of("docker", kind, "ls", "--quiet", "--filter", filter), List.of("docker", kind, "rm"));
        }
    }

    private Set<String> stacks() throws InterruptedException {
        Shell.Result services = Shell.run(List.of("docker", "service", "ls", "--quiet", "--filter", filter));
        if (!services.succeeded() || services.output().isEmpty()) {
            // The engine is no Swarm manager, or has no service of ours.
            return Set.of();
        }
        List<String> inspect = new ArrayList<>(
                List.of("docker", "service", "inspect", "--format", "{{index .Spec.Labels \"" + STACK_LABEL + "\"}}"));
        inspect.addAll(services.output().lines().toList());
        return Shell.run(inspect)
                .orFail("A look at the stacks")
                .output()
                .lines()
                .filter(stack -> !stack.isBlank())
                .collect(Collectors.toSet());
    }

    private static void awaitGone(String stack) throws InterruptedException {
        List<String> left =
                List.of("docker", "ps", "--all", "--quiet", "--filter", "label=" + STACK_LABEL + "=" + stack);
        long end = System.nanoTime() + STACK_GONE_WITHIN.toNanos();
        while (!Shell.run(left).output().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(POLL);
        }
    }

    private static void removeAll(List<String> list, List<String> remove) throws InterruptedException {
        Shell.Result found = Shell.run(list);
        if (!found.succeeded() || found.output().isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(remove);
        command.addAll(found.output().lines().toList());
        Shell.run(command).orFail("The removal");
    }
}
