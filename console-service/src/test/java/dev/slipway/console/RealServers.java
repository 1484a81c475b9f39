package dev.slipway.console;

import dev.slipway.runtime.testing.BrokerProcess;
import dev.slipway.runtime.testing.TemporaryFolder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A PostgreSQL server behind a gate that the test can shut, and a Kafka broker; both real, both gone afterwards. */
public final class RealServers implements QuarkusTestResourceLifecycleManager {

    private static final String OPERATOR_TOKEN = "operator-token-for-tests-0123456789abcdef";
    private static final String HOOK_TOKEN = "hook-token-for-tests-0123456789abcdefabcdef";

    static final String SECRET = "a secret that forges sign with";
    static final String NEXT_SECRET = "the secret that will replace it";

    private final PostgreSQLContainer<?> database =
            new PostgreSQLContainer<>(DockerImageName.parse("postgres:17")).withCommand("postgres");
    private @Nullable BrokerProcess broker;
    private @Nullable TemporaryFolder folder;
    private @Nullable Gate gate;

    @Override
    public Map<String, String> start() {
        try {
            database.start();
            TemporaryFolder own = TemporaryFolder.make();
            folder = own;
            BrokerProcess started = BrokerProcess.start(own.path().resolve("kafka"));
            broker = started;
            Path operator = own.write("operator.token", OPERATOR_TOKEN);
            Path hook = own.write("hook.token", HOOK_TOKEN);
            Path shut = own.path().resolve("database-is-away");
            gate = new Gate(database.getHost(), database.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT), shut);
            int http = BrokerProcess.freePort();
            Map<String, String> settings = new HashMap<>(connected(own));
            settings.putAll(Map.ofEntries(
                    Map.entry("kafka.bootstrap.servers", started.bootstrap()),
                    Map.entry(
                            "quarkus.datasource.jdbc.url",
                            "jdbc:postgresql://127.0.0.1:" + gate.port() + "/" + database.getDatabaseName()),
                    Map.entry("quarkus.datasource.username", database.getUsername()),
                    Map.entry("quarkus.datasource.password", database.getPassword()),
                    Map.entry("quarkus.http.test-port", String.valueOf(http)),
                    Map.entry("slipway.access.token-files.operator", operator.toString()),
                    Map.entry("slipway.access.token-files.hook", hook.toString()),
                    Map.entry(
                            "slipway.artifacts.directory",
                            own.path().resolve("artifacts").toString()),
                    Map.entry("slipway.artifacts.minimum-free", "1M"),
                    // The console keeps the runtime's log resource like every service: here it plays a stage service
                    // too.
                    Map.entry("slipway.console.stages.builder", "http://127.0.0.1:" + http),
                    Map.entry("slipway.test.operator-token", OPERATOR_TOKEN),
                    Map.entry("slipway.test.hook-token", HOOK_TOKEN),
                    Map.entry("slipway.test.database-is-away", shut.toString())));
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A repository of each forge, and one on this machine that nobody tells of. */
    private static Map<String, String> connected(TemporaryFolder own) throws IOException {
        String secrets = own.write("webhook.secret", SECRET) + "," + own.write("webhook-next.secret", NEXT_SECRET);
        Map<String, String> settings = new HashMap<>();
        Map.of(
                        "github", "https://github.com/acme/app.git",
                        "gitlab", "https://gitlab.example.com/acme/tools/app.git",
                        "gitea", "ssh://git@gitea.example.com:2222/acme/app.git",
                        "forgejo", "https://forgejo.example.com/git/acme/app",
                        "bitbucket", "https://bitbucket.org/acme/app.git",
                        "data-center", "https://bitbucket.example.com/scm/acme/app.git")
                .forEach((name, url) -> {
                    String forge = name.equals("data-center") ? "bitbucket" : name;
                    settings.put("slipway.console.repositories." + name + ".url", url);
                    settings.put("slipway.console.repositories." + name + ".sweep", "0s");
                    settings.put("slipway.console.repositories." + name + ".webhook.forge", forge);
                    settings.put("slipway.console.repositories." + name + ".webhook.secret-files", secrets);
                });
        Path bare = own.path().resolve("git/swept.git");
        try {
            Git.run("init", "--quiet", "--bare", "--initial-branch=develop", bare.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        settings.put("slipway.test.swept", bare.toString());
        settings.put("slipway.console.repositories.swept.url", "file://" + bare);
        settings.put("slipway.console.repositories.swept.sweep", "1h");
        settings.put("slipway.console.repositories.swept.webhook.forge", "github");
        settings.put("slipway.console.repositories.swept.webhook.secret-files", secrets);
        settings.put(
                "slipway.console.repositories.gone.url", "file://" + own.path().resolve("git/gone.git"));
        settings.put("slipway.console.repositories.gone.sweep", "10m");
        return settings;
    }

    @Override
    public void stop() {
        try {
            if (broker != null) {
                broker.close();
            }
            if (gate != null) {
                gate.close();
            }
            database.stop();
            if (folder != null) {
                folder.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
