package dev.slipway.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedProcessTest {

    private static final List<String> LONG = List.of("sleep", "300");
    private static final Duration SHORT = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    private ManagedProcess process;

    @BeforeEach
    void known() {
        process = again();
    }

    @AfterEach
    void end() throws InterruptedException {
        again().stop("KILL", SHORT);
    }

    @Test
    void aLaterSupervisorAdoptsWhatRunsWithTheSameFingerprint() throws InterruptedException {
        // Given
        process.ensure(LONG, "a", SHORT);
        OptionalLong first = process.pid();

        // When
        ManagedProcess later = again();
        later.ensure(LONG, "a", SHORT);

        // Then
        assertThat(later.pid()).isEqualTo(first);
    }

    @Test
    void whatRunsWithAnotherFingerprintIsReplaced() throws InterruptedException {
        // Given
        process.ensure(LONG, "a", SHORT);
        long first = process.pid().orElseThrow();

        // When
        ManagedProcess later = again();
        later.ensure(LONG, "b", SHORT);

        // Then
        assertThat(later.pid().orElseThrow()).isNotEqualTo(first);
        assertThat(ProcessIdentity.of(first)).isEmpty();
    }

    @Test
    void aPidThatBelongsToSomebodyElseByNowIsNeitherAdoptedNorKilled() throws InterruptedException, IOException {
        // Given
        long mine = ProcessHandle.current().pid();
        Files.writeString(directory.resolve("part.pid"), "pid=" + mine + "\nstarted=1\nfingerprint=a\n");

        // When
        process.ensure(LONG, "a", SHORT);

        // Then
        assertThat(process.pid().orElseThrow()).isNotEqualTo(mine);
    }

    @Test
    void itsEndIsNoticedAndExplained() throws InterruptedException {
        process.ensure(List.of("sh", "-c", "echo said; exit 7"), "a", SHORT);

        assertThat(Await.until(SHORT, Duration.ofMillis(10), () -> !process.alive()))
                .isTrue();
        assertThat(Await.until(
                        SHORT, Duration.ofMillis(10), () -> !process.lastWords().isEmpty()))
                .isTrue();
        assertThat(process.lastWords()).isEqualTo("ended with exit code 7");
        assertThat(directory.resolve("part.log")).hasContent("said");
    }

    @Test
    void whatIgnoresTheSignalIsKilled() throws InterruptedException, IOException {
        // Given
        Path ready = directory.resolve("ready");
        process.ensure(
                List.of("sh", "-c", "trap '' TERM; touch " + ready + "; sleep 300 & wait; sleep 300"), "a", SHORT);
        assertThat(Await.until(SHORT, Duration.ofMillis(10), () -> Files.exists(ready)))
                .isTrue();

        // When
        process.stop("TERM", Duration.ofMillis(200));

        // Then
        assertThat(process.alive()).isFalse();
        assertThat(directory.resolve("part.pid")).doesNotExist();
    }

    private ManagedProcess again() {
        return new ManagedProcess(directory.resolve("part.pid"), directory.resolve("part.log"));
    }
}
