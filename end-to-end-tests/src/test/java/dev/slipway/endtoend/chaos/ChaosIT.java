package dev.slipway.endtoend.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.endtoend.LocalSuite;
import dev.slipway.endtoend.chaos.checker.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A short run with a fixed seed; the long ones are {@code ./slipway chaos}. */
class ChaosIT {

    private static final long SEED = 3;

    @Test
    void nothingIsLostDoubledOrStuckUnderFire() throws Exception {
        Terms terms = new Terms(
                SEED,
                Duration.ofSeconds(75),
                Duration.ofSeconds(15),
                Map.of(),
                false,
                "builder=2",
                Duration.ofMinutes(5));
        Path home = Path.of("target", "chaos").toAbsolutePath();
        try (LocalSuite suite = new LocalSuite(Path.of("..").toAbsolutePath().normalize(), home, "e2e-chaos", 21000)) {
            Report report = new ChaosRun(suite, terms, System.out).run();

            System.out.println(report.text());
            assertThat(report.violations()).as(report.text()).isEmpty();
            assertThat(report.history().pushes()).hasSizeGreaterThan(5);
            assertThat(report.history().faults()).hasSizeGreaterThan(5);
            assertThat(report.history().load().sent()).isPositive();
        }
    }
}
