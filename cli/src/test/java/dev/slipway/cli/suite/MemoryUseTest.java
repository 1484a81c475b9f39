package dev.slipway.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemoryUseTest {

    private Process shell;

    @BeforeEach
    void start() throws IOException {
        shell = new ProcessBuilder("sh", "-c", "sleep 300 & wait").start();
    }

    @AfterEach
    void end() {
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
    }

    @Test
    void childrenAreCountedUnlessTheyAreCountedElsewhere() {
        // Given
        await().until(() -> shell.children().count() == 1);
        long child = shell.children().findFirst().orElseThrow().pid();

        // When
        MemoryUse alone = MemoryUse.ofTree(shell.pid(), Set.of(child));
        MemoryUse together = MemoryUse.ofTree(shell.pid(), Set.of());

        // Then
        assertThat(alone.proportional()).isPositive().isLessThanOrEqualTo(alone.resident());
        assertThat(together.resident()).isGreaterThan(alone.resident());
    }

    @Test
    void whatIsGoneHoldsNothing() throws InterruptedException {
        long pid = shell.pid();
        end();
        shell.waitFor();

        assertThat(MemoryUse.ofTree(pid, Set.of())).isEqualTo(MemoryUse.NONE);
    }
}
