package dev.slipway.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.cli.suite.SuiteReport.PartReport;
import dev.slipway.cli.suite.SuiteReport.Phase;
import dev.slipway.cli.suite.SuiteReport.State;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The supervisor with a real PostgreSQL server and a real broker. */
class SuiteIT {

    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    private final StringWriter log = new StringWriter();
    private SuiteHome home;
    private Ports ports;
    private Supervisor supervisor;

    @BeforeAll
    static void brokerIsBuilt() {
        assertThat(Path.of("../kafka-broker/target/kafka-broker.jar"))
                .as("the broker, packaged before: mvn -pl kafka-broker,cli -am verify")
                .exists();
    }

    @BeforeEach
    void start() {
        Path checkout = Path.of("..").toAbsolutePath().normalize();
        home = new SuiteHome(checkout, directory.resolve("home"), "it");
        ports = Ports.resolve(home.ports(), Map.of(), 8_000);
        supervisor = supervise();
    }

    @AfterEach
    void stop() throws InterruptedException {
        supervisor.stop();
    }

    @Test
    void partsThatAreKilledComeBackWithWhatTheyKeptAndTheReportSaysSo() throws SQLException {
        // Given
        awaitReady();
        keep("builder", "42");
        long database = pid("postgresql");
        long broker = pid("kafka");

        // When
        ProcessHandle.of(database).orElseThrow().destroyForcibly();
        ProcessHandle.of(broker).orElseThrow().destroyForcibly();

        // Then
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(part("postgresql").restarts()).isPositive();
            assertThat(part("kafka").restarts()).isPositive();
        });
        awaitReady();
        assertThat(kept("builder")).isEqualTo("42");
        assertThat(part("postgresql").pid()).isNotEqualTo(database);
        assertThat(log.toString()).contains("postgresql ended by signal 9; starting it again");
    }

    @Test
    void aNewSupervisorAdoptsWhatTheOneBeforeLeftRunning() throws SQLException, InterruptedException {
        // Given
        awaitReady();
        long database = pid("postgresql");

        // When
        supervisor.abandon();
        supervisor = supervise();

        // Then
        awaitReady();
        assertThat(part("postgresql").pid()).isEqualTo(database);
        keep("tester", "1");
    }

    @Test
    void eachServiceHasASchemaOfItsOwnAndSeesNoOther() throws SQLException {
        awaitReady();
        keep("builder", "1");

        try (Connection other = connect("packager");
                Statement sql = other.createStatement()) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> sql.execute("select * from builder.kept")))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
        try (Connection builder = connect("builder");
                Statement sql = builder.createStatement();
                var result =
                        sql.executeQuery("select current_setting('fsync') || current_setting('synchronous_commit')")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getString(1)).isEqualTo("onon");
        }
    }

    private Supervisor supervise() {
        List<Part> parts = List.of(new PostgreSqlPart(home, ports, Service.schemas()), new BrokerPart(home, ports));
        Supervisor fresh = new Supervisor(home, ports, parts, new PrintWriter(log), Clock.systemUTC());
        Thread.ofPlatform().daemon().start(() -> run(fresh));
        return fresh;
    }

    private static void run(Supervisor supervisor) {
        try {
            supervisor.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(home.report()).exists();
            SuiteReport report = SuiteReport.read(home.report()).orElseThrow();
            assertThat(report.phase()).as(log.toString()).isEqualTo(Phase.RUNNING);
            assertThat(report.parts()).extracting(PartReport::state).containsOnly(State.READY);
        });
    }

    private long pid(String part) {
        return Objects.requireNonNull(part(part).pid());
    }

    private PartReport part(String name) {
        return SuiteReport.read(home.report()).orElseThrow().parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void keep(String service, String value) throws SQLException {
        try (Connection connection = connect(service);
                Statement sql = connection.createStatement()) {
            sql.execute("create table kept as select " + value + " as value");
        }
    }

    private String kept(String service) throws SQLException {
        try (Connection connection = connect(service);
                Statement sql = connection.createStatement();
                var result = sql.executeQuery("select value from kept")) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }

    private Connection connect(String service) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + ports.address(Port.POSTGRESQL) + "/slipway",
                service,
                Secrets.ensure(home.secret(ServiceSchemas.passwordFile(service))));
    }
}
