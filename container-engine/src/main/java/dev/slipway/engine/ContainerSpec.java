package dev.slipway.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A container to run one command in. By construction it cannot mount a path of the host, see the engine's socket, share
 * the host's network or gain privileges: every container drops all capabilities, sets {@code no-new-privileges}, is
 * bounded by {@link ResourceLimits} and logs to a bounded log (2 × 20 MB).
 *
 * @param owner must name a run
 * @param command argument vector, never a shell line; empty means the image's own command
 * @param workingDir absolute path, made when missing; null means the image's own
 * @param user {@code name} or {@code uid[:gid]}; null means the image's own
 * @param tmpfs absolute mount point → size in bytes
 * @param volumes absolute mount point → name of a named volume of the engine
 */
public record ContainerSpec(
        String name,
        Ownership owner,
        String image,
        List<String> command,
        Map<String, String> env,
        @Nullable String workingDir,
        @Nullable String user,
        NetworkAccess network,
        ResourceLimits limits,
        Map<String, Long> tmpfs,
        Map<String, String> volumes) {

    /** What the engine accepts as a name. No slash: neither a container nor a volume can be a path of the host. */
    static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");

    public ContainerSpec {
        requireName("container", name);
        if (owner.run() == null) {
            throw new IllegalArgumentException("container " + name + " has no owning run");
        }
        command = List.copyOf(command);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        tmpfs = Collections.unmodifiableMap(new TreeMap<>(tmpfs));
        volumes = Collections.unmodifiableMap(new TreeMap<>(volumes));
        if (workingDir != null) {
            requireAbsolute(workingDir);
        }
        tmpfs.keySet().forEach(ContainerSpec::requireAbsolute);
        volumes.forEach((target, volume) -> {
            requireAbsolute(target);
            requireName("volume", volume);
        });
    }

    /** Starts a description with the strictest settings: no network, default limits, nothing mounted. */
    public static Builder of(Ownership owner, String purpose, String image) {
        return new Builder(owner, owner.name(purpose), image);
    }

    static void requireName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a " + what + " name: '" + name + "'");
        }
    }

    private static void requireAbsolute(String path) {
        if (!path.startsWith("/") || path.contains(":")) {
            throw new IllegalArgumentException("not an absolute path in a container: '" + path + "'");
        }
    }

    /** Collects the optional parts; not thread-safe. */
    public static final class Builder {
        private final Ownership owner;
        private final String name;
        private final String image;
        private final List<String> command = new ArrayList<>();
        private final Map<String, String> env = new LinkedHashMap<>();
        private final Map<String, Long> tmpfs = new TreeMap<>();
        private final Map<String, String> volumes = new TreeMap<>();
        private @Nullable String workingDir;
        private @Nullable String user;
        private NetworkAccess network = new NetworkAccess.None();
        private ResourceLimits limits = ResourceLimits.DEFAULT;

        private Builder(Ownership owner, String name, String image) {
            this.owner = owner;
            this.name = name;
            this.image = image;
        }

        public Builder command(String... argv) {
            return command(List.of(argv));
        }

        public Builder command(List<String> argv) {
            command.clear();
            command.addAll(argv);
            return this;
        }

        public Builder env(String key, String value) {
            env.put(key, value);
            return this;
        }

        public Builder env(Map<String, String> entries) {
            env.putAll(entries);
            return this;
        }

        public Builder workingDir(String path) {
            this.workingDir = path;
            return this;
        }

        public Builder user(String userOrUid) {
            this.user = userOrUid;
            return this;
        }

        public Builder network(NetworkAccess access) {
            this.network = access;
            return this;
        }

        public Builder limits(ResourceLimits bounds) {
            this.limits = bounds;
            return this;
        }

        public Builder tmpfs(String path, long bytes) {
            tmpfs.put(path, bytes);
            return this;
        }

        public Builder volume(String path, String volumeName) {
            volumes.put(path, volumeName);
            return this;
        }

        public ContainerSpec build() {
            return new ContainerSpec(
                    name, owner, image, command, env, workingDir, user, network, limits, tmpfs, volumes);
        }
    }
}
