package dev.slipway.console;

import dev.slipway.console.domain.ConnectedRepositories;
import dev.slipway.console.domain.ConnectedRepository;
import dev.slipway.console.domain.Forge;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of the console. */
@ConfigMapping(prefix = "slipway.console")
public interface ConsoleConfig {

    /** The stage services whose logs are shown, by name, e.g. {@code builder} → {@code http://127.0.0.1:18081}. */
    Map<String, URI> stages();

    /** How long a stage service may take to answer. */
    @WithDefault("3s")
    Duration stageTimeout();

    Artifacts artifacts();

    /** What is kept of the artifact store; also whatever a run under way or an environment needs. */
    interface Artifacts {

        /** Everything that a run of this age left; at least one day. */
        @WithDefault("30d")
        Duration keepAge();

        /** The last builds of each component on each ref. */
        @WithDefault("10")
        int keepCount();
    }

    /** How long a look at the refs of a repository may take; longer than {@code slipway.builder.git.timeout}. */
    @WithDefault("45s")
    Duration refsTimeout();

    /** The repositories that forges tell of and whose refs are looked at, by a name of the operator's own. */
    Map<String, Repository> repositories();

    /** A repository that was connected. */
    interface Repository {

        /** Its clone URL, as the builder is to use it. */
        String url();

        /** How often its refs are looked at for pushes that nobody told of; {@code 0s} for never. */
        @WithDefault("5m")
        Duration sweep();

        /** Its webhook; deliveries go to {@code /hooks/<name>}. */
        Optional<Webhook> webhook();
    }

    /** How a forge proves that it is the one. */
    interface Webhook {

        /** Which forge it is. */
        Forge forge();

        /** Each file holds one secret. All are valid, so that one can be replaced by another in peace. */
        List<Path> secretFiles();
    }

    /** The repositories as the application knows them. */
    default ConnectedRepositories connected() {
        return new ConnectedRepositories(repositories().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new ConnectedRepository(
                        entry.getKey(),
                        entry.getValue().url(),
                        entry.getValue()
                                .webhook()
                                .map(hook -> new ConnectedRepository.Webhook(hook.forge(), hook.secretFiles()))
                                .orElse(null),
                        entry.getValue().sweep()))
                .toList());
    }
}
