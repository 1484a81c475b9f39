package dev.slipway.tester.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EnvironmentHealthTest {

    private static final List<String> WANTED = List.of("app", "database");

    @Test
    void healthyRunningAndDoneServicesAreReady() {
        assertThat(EnvironmentHealth.of(
                        List.of("app", "database", "migration"),
                        List.of(
                                state("app", "running", "", 0),
                                state("database", "running", "healthy", 0),
                                state("migration", "exited", "", 0))))
                .isEqualTo(new EnvironmentHealth.Ready());
    }

    @Test
    void brokenServiceIsNamedBeforeTheOnesThatWaitForIt() {
        assertThat(EnvironmentHealth.of(
                        WANTED, List.of(state("app", "created", "", 0), state("database", "exited", "", 3))))
                .isEqualTo(new EnvironmentHealth.Broken("database", "ended with exit code 3"));
    }

    @Test
    void exitCodeCountsAlsoWhenTheStateIsOlder() {
        assertThat(EnvironmentHealth.of(List.of("app"), List.of(state("app", "running", "", 4))))
                .isEqualTo(new EnvironmentHealth.Broken("app", "ended with exit code 4"));
    }

    @Test
    void unhealthyServiceIsBroken() {
        assertThat(EnvironmentHealth.of(
                        WANTED,
                        List.of(state("app", "running", "unhealthy", 0), state("database", "running", "healthy", 0))))
                .isInstanceOf(EnvironmentHealth.Broken.class);
    }

    @Test
    void startingOrMissingServiceIsWaitedFor() {
        assertThat(EnvironmentHealth.of(
                        WANTED, List.of(state("app", "running", "", 0), state("database", "running", "starting", 0))))
                .isEqualTo(new EnvironmentHealth.Waiting("database", "is running, its health check says starting"));
        assertThat(EnvironmentHealth.of(WANTED, List.of(state("app", "running", "", 0))))
                .isEqualTo(new EnvironmentHealth.Waiting("database", "was not started"));
    }

    private static ServiceState state(String service, String state, String health, int exitCode) {
        return new ServiceState(service, state, health, exitCode);
    }
}
