package dev.slipway.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.events.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryArtifactStoreTest {

    private static final Digest HELLO =
            Digest.of("sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    private static final Instant YESTERDAY = Instant.now().minus(Duration.ofDays(1));
    private static final StoreLimits LIMITS = new StoreLimits(1000, 16 << 20);

    @TempDir
    private Path root;

    @Test
    void storedBytesAreReadUnderTheirDigest() throws IOException {
        var store = new DirectoryArtifactStore(root, LIMITS);

        var digest = store.put(stream("hello"));

        assertThat(digest).isEqualTo(HELLO);
        assertThat(store.has(digest)).isTrue();
        assertThat(store.size(digest)).isEqualTo(5);
        try (var content = store.open(digest)) {
            assertThat(content).hasContent("hello");
        }
        assertThat(root.resolve("sha256/2c/" + HELLO.hex())).hasContent("hello");
        assertThat(root.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void sameBytesAreStoredOnce() throws IOException {
        var store = new DirectoryArtifactStore(root, LIMITS);
        store.put(stream("hello"));
        var written = Files.getAttribute(root.resolve("sha256/2c/" + HELLO.hex()), "unix:ino");

        assertThat(store.put(stream("hello"))).isEqualTo(HELLO);
        assertThat(Files.getAttribute(root.resolve("sha256/2c/" + HELLO.hex()), "unix:ino"))
                .isEqualTo(written);
    }

    @Test
    void sweepRemovesWhatNobodyNeedsAndNobodyTouched() throws IOException {
        var store = new DirectoryArtifactStore(root, LIMITS);
        var needed = store.put(stream("needed"));
        var fresh = store.put(stream("fresh"));
        store.put(stream("hello"));
        age(needed);
        age(HELLO);

        assertThat(store.sweep(needed::equals, YESTERDAY)).isEqualTo(new ArtifactStore.Swept(1, 5));

        assertThat(store.has(needed)).isTrue();
        assertThat(store.has(fresh)).isTrue();
        assertThat(store.has(HELLO)).isFalse();
        assertThat(store.sweep(needed::equals, YESTERDAY)).isEqualTo(new ArtifactStore.Swept(0, 0));
    }

    @Test
    void whatIsAskedForOrStoredAgainStays() throws IOException {
        var store = new DirectoryArtifactStore(root, LIMITS);
        var asked = store.put(stream("asked"));
        store.put(stream("hello"));
        age(asked);
        age(HELLO);

        store.has(asked);
        store.put(stream("hello"));

        assertThat(store.sweep(digest -> false, YESTERDAY).objects()).isZero();
    }

    @Test
    void sweepThatDiedInBetweenLosesNothingThatIsNeeded() throws IOException {
        var store = new DirectoryArtifactStore(root, LIMITS);
        store.put(stream("hello"));
        var file = root.resolve("sha256/2c/" + HELLO.hex());
        Files.move(file, file.resolveSibling(HELLO.hex() + ".leaving"));

        store.sweep(HELLO::equals, YESTERDAY);

        assertThat(store.has(HELLO)).isTrue();
    }

    private void age(Digest digest) throws IOException {
        Files.setLastModifiedTime(
                root.resolve("sha256").resolve(digest.hex().substring(0, 2)).resolve(digest.hex()),
                FileTime.from(YESTERDAY.minusSeconds(3600)));
    }

    @Test
    void manyWritersOfTheSameBytesAgree() throws Exception {
        var store = new DirectoryArtifactStore(root, LIMITS);
        var digests = new HashSet<Digest>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Digest> put = () -> store.put(new ByteArrayInputStream(new byte[1 << 20]));
            for (var result :
                    threads.invokeAll(Stream.generate(() -> put).limit(32).toList())) {
                digests.add(result.get());
            }
        }

        assertThat(digests).hasSize(1);
        assertThat(root.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void missingArtifactIsNamed() {
        var store = new DirectoryArtifactStore(root, LIMITS);

        assertThat(store.has(HELLO)).isFalse();
        assertThatThrownBy(() -> store.open(HELLO))
                .isInstanceOfSatisfying(
                        ArtifactMissingException.class,
                        missing -> assertThat(missing.digest()).isEqualTo(HELLO))
                .hasMessage("artifact %s is not in the store %s", HELLO, root);
        assertThatThrownBy(() -> store.size(HELLO)).isInstanceOf(ArtifactMissingException.class);
    }

    @Test
    void fullStoreIsRefusedBeforeWriting() {
        var store = new DirectoryArtifactStore(root, new StoreLimits(5L << 30, 100), folder -> 1L << 30);

        assertThatThrownBy(() -> store.put(stream("hello")))
                .isInstanceOf(ArtifactStoreFullException.class)
                .hasMessage(
                        "the artifact store %s is full: 1.0 GiB free, 5.0 GiB have to stay free; free space there, lower"
                                + " slipway.artifacts.minimum-free, or move slipway.artifacts.directory",
                        root);
        assertThatThrownBy(store::probe).isInstanceOf(ArtifactStoreFullException.class);
        assertThat(root.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void storeThatFillsUpMeanwhileIsRefused() {
        Queue<Long> free = new ArrayDeque<>(List.of(2000L, 1500L, 900L));
        var store =
                new DirectoryArtifactStore(root, LIMITS, folder -> free.size() > 1 ? free.remove() : free.element());

        assertThatThrownBy(() -> store.put(new ByteArrayInputStream(new byte[12 << 20])))
                .isInstanceOf(ArtifactStoreFullException.class)
                .hasMessageContaining("900 bytes free, 1000 bytes have to stay free");
        assertThat(root.resolve("incoming")).isEmptyDirectory();
        assertThat(root.resolve("sha256")).isEmptyDirectory();
    }

    @Test
    void tooLargeArtifactIsRefused() {
        var store = new DirectoryArtifactStore(root, new StoreLimits(0, 4));

        assertThatThrownBy(() -> store.put(stream("hello")))
                .isInstanceOf(ArtifactStoreFullException.class)
                .hasMessageStartingWith("the artifact is larger than 4 bytes")
                .hasMessageContaining("slipway.artifacts.maximum-object");
        assertThat(root.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void failingSourceLeavesNothing() {
        var store = new DirectoryArtifactStore(root, LIMITS);
        var failing = new InputStream() {
            private int left = 100_000;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("connection lost");
                }
                return 'x';
            }
        };

        assertThatThrownBy(() -> store.put(failing)).isInstanceOf(UncheckedIOException.class);
        assertThat(root.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void damageIsNoticedAtTheEndOfReading() throws IOException {
        var store = new DirectoryArtifactStore(root, LIMITS);
        store.put(stream("hello"));
        Files.writeString(root.resolve("sha256/2c/" + HELLO.hex()), "hellO");

        try (var content = store.open(HELLO)) {
            assertThatThrownBy(content::readAllBytes)
                    .isInstanceOf(ArtifactCorruptException.class)
                    .hasMessageContaining(HELLO.value());
        }
    }

    @Test
    void unusableFolderIsNamed() throws IOException {
        var file = Files.writeString(root.resolve("file"), "x");

        assertThatThrownBy(() -> new DirectoryArtifactStore(file, LIMITS))
                .isInstanceOf(ArtifactStoreException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("slipway.artifacts.directory");
    }

    @Test
    void healthyStoreAnswersTheProbe() {
        var store = new DirectoryArtifactStore(root, LIMITS);

        assertThatCode(store::probe).doesNotThrowAnyException();
        assertThat(root.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void leftoversOfAKilledWriterAreRemovedAtStart() throws IOException {
        new DirectoryArtifactStore(root, LIMITS);
        Files.writeString(root.resolve("incoming/3f1c.part"), "half");

        new DirectoryArtifactStore(root, LIMITS);

        assertThat(root.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void anotherProcessKeepsWhatItIsWritingUntilItIsKilled() throws Exception {
        new DirectoryArtifactStore(root, LIMITS);
        var writer = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessWriter.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(writer.getInputStream().read())
                    .as("the writer has begun")
                    .isEqualTo('.');

            new DirectoryArtifactStore(root, LIMITS);
            assertThat(root.resolve("incoming")).isDirectoryContaining("glob:**.part");
        } finally {
            writer.destroyForcibly();
        }
        assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();

        new DirectoryArtifactStore(root, LIMITS);
        assertThat(root.resolve("incoming")).isEmptyDirectory();
    }

    /** Puts an artifact that never ends, and prints a dot once it is being written. */
    static final class EndlessWriter {

        public static void main(String[] args) {
            new DirectoryArtifactStore(Path.of(args[0]), LIMITS).put(new InputStream() {
                private boolean begun;

                @Override
                public int read() throws IOException {
                    if (!begun) {
                        begun = true;
                        System.out.write('.');
                        System.out.flush();
                        return 'x';
                    }
                    return System.in.read();
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    buffer[offset] = (byte) read();
                    return 1;
                }
            });
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
