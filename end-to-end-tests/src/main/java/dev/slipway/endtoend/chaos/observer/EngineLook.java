package dev.slipway.endtoend.chaos.observer;

import dev.slipway.cli.suite.Shell;
import dev.slipway.endtoend.chaos.checker.EngineObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What carries the suite's label on the container engine, by the docker command. */
public record EngineLook(String instance) {

    /** Containers, networks and volumes, running or not. */
    public List<EngineObject> objects() throws InterruptedException {
        List<EngineObject> found = new ArrayList<>();
        found.addAll(list("container", List.of("ps", "--all"), "{{.Names}}"));
        found.addAll(list("network", List.of("network", "ls"), "{{.Name}}"));
        found.addAll(list("volume", List.of("volume", "ls"), "{{.Name}}"));
        return found;
    }

    private List<EngineObject> list(String kind, List<String> listing, String name) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(listing);
        command.addAll(List.of(
                "--filter", "label=slipway.instance=" + instance, "--format", name + " {{.Label \"slipway.run\"}}"));
        return Shell.run(command)
                .orFail("A look at the engine")
                .output()
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split(" ", -1))
                .map(words ->
                        new EngineObject(kind, words[0], words.length < 2 || words[1].isEmpty() ? null : words[1]))
                .toList();
    }

    /** Digests that the running replicas of a Swarm service were made from. */
    public Set<String> digests(String service) throws InterruptedException {
        List<String> containers = replicas(service);
        if (containers.isEmpty()) {
            return Set.of();
        }
        List<String> inspect = new ArrayList<>(List.of("docker", "inspect", "--format", "{{.Config.Image}}"));
        inspect.addAll(containers);
        return Shell.run(inspect)
                .output()
                .lines()
                .map(image -> image.substring(image.indexOf('@') + 1))
                .collect(Collectors.toSet());
    }

    public List<String> replicas(String service) throws InterruptedException {
        return Shell.run(List.of(
                        "docker",
                        "ps",
                        "--quiet",
                        "--filter",
                        "label=com.docker.swarm.service.name=" + service,
                        "--filter",
                        "status=running"))
                .orFail("A look at the replicas of " + service)
                .output()
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }
}
