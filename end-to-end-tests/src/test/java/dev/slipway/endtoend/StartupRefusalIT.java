package dev.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.runtime.testing.BrokerProcess;
import dev.slipway.runtime.testing.TemporaryFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A packaged service, started as an operator would, with settings that lose events. */
class StartupRefusalIT {

    private static final String CONNECTOR = "mp.messaging.connector.smallrye-kafka.";
    private static final Path SERVICE = Path.of("..", "builder-service", "target", "quarkus-app", "quarkus-run.jar");

    /** What a person finds in a tutorial, or tries in the middle of the night. */
    private static final Map<String, String> DANGEROUS = Map.ofEntries(
            Map.entry(CONNECTOR + "acks", "1"),
            Map.entry(CONNECTOR + "enable.idempotence", "false"),
            Map.entry(CONNECTOR + "delivery.timeout.ms", "120000"),
            Map.entry(CONNECTOR + "max.request.size", "20000000"),
            Map.entry(CONNECTOR + "auto.offset.reset", "latest"),
            Map.entry(CONNECTOR + "commit-strategy", "latest"),
            Map.entry(CONNECTOR + "enable.auto.commit", "true"),
            Map.entry(CONNECTOR + "throttled.unprocessed-record-max-age.ms", "60000"),
            Map.entry(CONNECTOR + "dead-letter-queue.acks", "1"),
            Map.entry(CONNECTOR + "health-enabled", "false"),
            Map.entry(CONNECTOR + "group.instance.id", "one"),
            Map.entry(CONNECTOR + "session.timeout.ms", "45000"),
            Map.entry(CONNECTOR + "max.poll.interval.ms", "300000"),
            Map.entry(CONNECTOR + "max.poll.records", "500"),
            Map.entry("mp.messaging.outgoing.events.waitForWriteCompletion", "false"));

    private record Ended(int exitCode, String output) {}

    @Test
    void everyDangerousSettingIsNamedAtOnce() throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.make();
                BrokerProcess broker = BrokerProcess.start(folder.path().resolve("kafka"));
                PostgreSQLContainer<?> database =
                        database("fsync=off", "full_page_writes=off", "synchronous_commit=off")) {
            Ended service = start(broker, database, DANGEROUS);

            assertThat(service.exitCode()).isEqualTo(1);
            assertThat(service.output()).contains("refusing to start, a setting loses events");
            DANGEROUS.forEach(
                    (key, value) -> assertThat(service.output()).contains(key + " is " + value + ", wanted "));
            assertThat(service.output())
                    .contains("postgresql.fsync is off, wanted on")
                    .contains("postgresql.full_page_writes is off, wanted on")
                    .contains("postgresql.synchronous_commit is off, wanted on");
        }
    }

    @Test
    void topicThatForgetsIsNamedAsSoonAsTheBrokerAnswers() throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.make();
                BrokerProcess broker = BrokerProcess.start(folder.path().resolve("kafka"));
                PostgreSQLContainer<?> database = database("fsync=on")) {
            forget(broker, "slipway.tests", Map.of("cleanup.policy", "compact", "retention.ms", "3600000"));

            Ended service = start(broker, database, Map.of());

            assertThat(service.exitCode()).isEqualTo(78);
            assertThat(service.output())
                    .contains("topic slipway.tests: cleanup.policy is compact, wanted delete")
                    .contains("topic slipway.tests: retention.ms is 3600000, wanted");
        }
    }

    private static Ended start(BrokerProcess broker, PostgreSQLContainer<?> database, Map<String, String> dangerous)
            throws IOException, InterruptedException {
        Map<String, String> settings = new HashMap<>(dangerous);
        settings.put("kafka.bootstrap.servers", broker.bootstrap());
        settings.put("quarkus.datasource.jdbc.url", database.getJdbcUrl());
        settings.put("quarkus.datasource.username", database.getUsername());
        settings.put("quarkus.datasource.password", database.getPassword());
        settings.put("quarkus.http.port", String.valueOf(BrokerProcess.freePort()));
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", SERVICE.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), output);
    }

    private static PostgreSQLContainer<?> database(String... settings) {
        List<String> command = new ArrayList<>(List.of("postgres"));
        for (String setting : settings) {
            command.addAll(List.of("-c", setting));
        }
        PostgreSQLContainer<?> database = new PostgreSQLContainer<>(DockerImageName.parse("postgres:17"))
                .withCommand(command.toArray(String[]::new));
        database.start();
        return database;
    }

    private static void forget(BrokerProcess broker, String topic, Map<String, String> settings) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrap()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            settings.entrySet().stream()
                                    .map(entry -> new AlterConfigOp(
                                            new ConfigEntry(entry.getKey(), entry.getValue()),
                                            AlterConfigOp.OpType.SET))
                                    .toList()))
                    .all()
                    .get();
        }
    }
}
