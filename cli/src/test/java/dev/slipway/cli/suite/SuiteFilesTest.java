package dev.slipway.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteFilesTest {

    private static final long LARGE = 10L * 1024 * 1024 + 1;

    @TempDir
    Path directory;

    @Test
    void aLargeLogIsKeptOnceAndASmallOneGoesOn() throws IOException {
        Path log = directory.resolve("part.log");
        Path before = directory.resolve("part.log.1");
        Files.writeString(log, "small");

        SuiteFiles.beginLog(log);
        assertThat(log).hasContent("small");
        assertThat(before).doesNotExist();

        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(LARGE);
        }
        SuiteFiles.beginLog(log);
        assertThat(log).doesNotExist();
        assertThat(before).hasSize(LARGE);
    }
}
