package dev.slipway.builder;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of the builder. Values that several services share default to the common key. */
@ConfigMapping(prefix = "slipway.builder")
public interface BuilderConfig {

    /** Name of this installation, written on every container. */
    @WithDefault("${slipway.instance:local}")
    String instance();

    /** Bare copies of the repositories; may be lost at any time. */
    @WithDefault("data/mirrors")
    Path mirrors();

    /** Working folders of the builds that are under way. */
    @WithDefault("data/workspace")
    Path workspace();

    /** Folders whose repositories may be built by {@code file://} URL. */
    Optional<List<Path>> localRoots();

    Git git();

    Engine engine();

    Limits limits();

    Artifacts artifacts();

    Caches caches();

    Secrets secrets();

    /** Talking to repositories. */
    interface Git {

        /** How long a repository may be silent. */
        @WithDefault("30s")
        Duration timeout();

        /** How long one fetch may take altogether. */
        @WithDefault("10m")
        Duration fetchLimit();

        /** Credentials of private repositories, by a name of the operator's choice. */
        Map<String, Access> access();

        /** Pinned host keys in the format of OpenSSH; without them ssh is not possible. */
        Optional<Path> knownHosts();

        /** PEM file of further certificate authorities for https. */
        Optional<Path> certificates();

        /** How long the copy of a repository is kept that nobody builds. */
        @WithDefault("30d")
        Duration mirrorAge();

        /** What all copies may take together; those that were not used for longest go first. */
        @WithDefault("20G")
        MemorySize mirrorSpace();
    }

    /** How some private repositories are read. */
    interface Access {

        /** {@code host}, {@code host:port}, or either with a path that covers everything below it. */
        String repositories();

        /** For https: a file with {@code user:token} or a token alone. Sent to this host only. */
        Optional<Path> tokenFile();

        /** For ssh: a private key without passphrase. */
        Optional<Path> keyFile();
    }

    /** The container engine. */
    interface Engine {

        @WithDefault("${slipway.engine.host:${DOCKER_HOST:unix:///var/run/docker.sock}}")
        URI host();

        /** Folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem}. */
        @WithDefault("${slipway.engine.certificates:}")
        Optional<Path> certificates();
    }

    /** Folders that components keep between builds, as volumes of the engine. */
    interface Caches {

        /** How long a volume is kept that no build uses. */
        @WithDefault("14d")
        Duration unusedFor();

        /** All volumes together; the longest unused go first. */
        @WithDefault("20G")
        MemorySize size();
    }

    /** What builds may read and nobody may see. */
    interface Secrets {

        /** Folder with {@code shared/NAME} and {@code repositories/<repository>/NAME}, a file each. */
        @WithDefault("${slipway.secrets.directory:}")
        Optional<Path> directory();
    }

    /** What one container may use at most. Memory and time are the pipeline file's. */
    interface Limits {

        @WithDefault("2")
        double cpus();

        @WithDefault("512")
        int processes();

        /** Components of one push that are built at a time. */
        @WithDefault("2")
        int parallel();

        /** Sum of the files of a revision, and of the workspace after the build. */
        @WithDefault("2G")
        MemorySize tree();

        @WithDefault("200000")
        int files();
    }

    /** The artifact store. */
    interface Artifacts {

        @WithDefault("${slipway.artifacts.directory:data/artifacts}")
        Path directory();

        @WithDefault("${slipway.artifacts.minimum-free:1G}")
        MemorySize minimumFree();

        /** Size of the largest archive that is kept. */
        @WithDefault("${slipway.artifacts.maximum-object:4G}")
        MemorySize maximumObject();
    }
}
