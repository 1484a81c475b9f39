package dev.slipway.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.Labels;
import dev.slipway.engine.NetworkAccess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a {@link ContainerSpec} as the engine wants it. The only place where containers are configured. */
final class ContainerRequest {

    private static final double NANO = 1e9;

    private ContainerRequest() {}

    static CreateContainerCmd of(ContainerSpec spec, DockerClient client) {
        CreateContainerCmd request = client.createContainerCmd(spec.image())
                .withName(spec.name())
                .withLabels(labels(spec))
                .withEnv(spec.env().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList())
                .withHostConfig(hostConfig(spec));
        if (!spec.command().isEmpty()) {
            request.withCmd(spec.command());
        }
        if (spec.workingDir() != null) {
            request.withWorkingDir(spec.workingDir());
        }
        if (spec.user() != null) {
            request.withUser(spec.user());
        }
        return request;
    }

    /** Also the absent ones, as blanks: otherwise the image's own would be inherited. */
    private static Map<String, String> labels(ContainerSpec spec) {
        Map<String, String> labels = new HashMap<>(spec.owner().labels());
        Labels.ALL.forEach(label -> labels.putIfAbsent(label, ""));
        return labels;
    }

    private static HostConfig hostConfig(ContainerSpec spec) {
        return HostConfig.newHostConfig()
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withPrivileged(false)
                .withNetworkMode(networkMode(spec.network()))
                .withMemory(spec.limits().memoryBytes())
                // the same value again means: no swap on top
                .withMemorySwap(spec.limits().memoryBytes())
                .withNanoCPUs((long) (spec.limits().cpus() * NANO))
                .withPidsLimit((long) spec.limits().pids())
                .withTmpFs(tmpfs(spec.tmpfs()))
                .withMounts(volumes(spec.volumes()))
                .withLogConfig(new LogConfig(LogConfig.LoggingType.LOCAL, Map.of("max-size", "20m", "max-file", "2")));
    }

    private static String networkMode(NetworkAccess network) {
        return switch (network) {
            case NetworkAccess.None none -> "none";
            case NetworkAccess.DefaultBridge bridge -> "bridge";
            case NetworkAccess.Named named -> named.name();
        };
    }

    private static Map<String, String> tmpfs(Map<String, Long> sizes) {
        // exec: tool chains run what they compile below /tmp
        return sizes.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> "rw,exec,nosuid,nodev,mode=1777,size=" + entry.getValue()));
    }

    private static List<Mount> volumes(Map<String, String> volumes) {
        return volumes.entrySet().stream()
                .map(entry -> new Mount()
                        .withType(MountType.VOLUME)
                        .withTarget(entry.getKey())
                        .withSource(entry.getValue()))
                .toList();
    }
}
