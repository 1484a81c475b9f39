package dev.slipway.artifact;

import static dev.slipway.artifact.Tars.aTar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileArchiveTest {

    private static final ArchiveLimits LIMITS = new ArchiveLimits(1 << 20, 100, 200);

    @TempDir
    private Path folder;

    static Stream<Arguments> hostileArchives() {
        return Stream.of(
                hostile("zip slip", aTar().file("../../x", "x"), "../../x", "climbs out of the tree"),
                hostile("zip slip inside", aTar().file("a/../../x", "x"), "a/../../x", "climbs out of the tree"),
                hostile("zip slip at the end", aTar().file("a/..", "x"), "a/..", "climbs out of the tree"),
                hostile("absolute path", aTar().file("/etc/cron.d/x", "x"), "/etc/cron.d/x", "has an absolute path"),
                hostile("drive", aTar().file("C:\\x", "x"), "C:\\x", "has a path of another system"),
                hostile("drive with slash", aTar().file("C:/x", "x"), "C:/x", "has a path of another system"),
                hostile("absolute link", aTar().symbolicLink("a", "/etc/passwd"), "a", "links out of the tree"),
                hostile("climbing link", aTar().symbolicLink("a/b", "../../x"), "a/b", "links out of the tree"),
                hostile(
                        "link that climbs after a name",
                        aTar().folder("s").symbolicLink("s/t", ".").symbolicLink("e", "s/t/../../x"),
                        "e",
                        "links out of the tree"),
                hostile(
                        "write through a link",
                        aTar().symbolicLink("a", "b").folder("b").file("a/x", "x"),
                        "a/x",
                        "goes through a link"),
                hostile(
                        "folder through a link",
                        aTar().symbolicLink("a", "b").folder("b").folder("a/c"),
                        "a/c/",
                        "goes through a link"),
                hostile("write through a file", aTar().file("a", "x").file("a/b", "x"), "a/b", "goes through a file"),
                hostile(
                        "hard link out of the tree",
                        aTar().hardLink("a", "../../etc/passwd"),
                        "../../etc/passwd",
                        "climbs out of the tree"),
                hostile(
                        "absolute hard link",
                        aTar().hardLink("a", "/etc/passwd"),
                        "/etc/passwd",
                        "has an absolute path"),
                hostile(
                        "hard link to nothing",
                        aTar().hardLink("a", "b"),
                        "a",
                        "is a hard link to no file of the archive"),
                hostile(
                        "hard link through a link",
                        aTar().folder("b")
                                .file("b/x", "x")
                                .symbolicLink("a", "b")
                                .hardLink("c", "a/x"),
                        "c",
                        "is a hard link to no file of the archive"),
                hostile("hard link loop", aTar().hardLink("a", "a"), "a", "is a hard link to no file of the archive"),
                hostile("device", aTar().special("a", TarConstants.LF_BLK), "a", "is a device or another special file"),
                hostile(
                        "console",
                        aTar().special("a", TarConstants.LF_CHR),
                        "a",
                        "is a device or another special file"),
                hostile("pipe", aTar().special("a", TarConstants.LF_FIFO), "a", "is a device or another special file"),
                hostile("twice", aTar().file("a", "x").file("./a", "y"), "./a", "is in the archive twice"),
                hostile("file over folder", aTar().folder("a").file("a", "x"), "a", "is a folder already"),
                hostile("no name", aTar().file(".", "x"), ".", "has no name"),
                hostile(
                        "long path",
                        aTar().file("a".repeat(201), "x"),
                        "a".repeat(100) + "…",
                        "a path longer than 200 characters"),
                hostile("large file", aTar().file("a", "x".repeat((1 << 20) + 1)), "a", "more than 1.0 MiB in all"),
                hostile(
                        "large in all",
                        aTar().file("a", "x".repeat(1 << 19))
                                .file("b", "x".repeat(1 << 19))
                                .file("c", "x"),
                        "c",
                        "more than 1.0 MiB in all"),
                hostile(
                        "large by hard links",
                        aTar().file("a", "x".repeat(1 << 19)).hardLink("b", "a").hardLink("c", "a"),
                        "c",
                        "more than 1.0 MiB in all"),
                hostile("too many", manyEntries(101), "100", "more than 100 entries"),
                hostile("control characters", aTar().file("../\033[2J\n", "x"), "../?[2J?", "climbs out of the tree"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileArchives")
    void oneUnsafeEntryRefusesTheWholeArchive(String name, Tars tar, String entry, String reason) {
        var target = folder.resolve("target");

        assertThatThrownBy(() -> Archive.unpack(tar.stream(), target, LIMITS))
                .isInstanceOfSatisfying(UnsafeArchiveException.class, refused -> {
                    assertThat(refused.entry()).isEqualTo(entry);
                    assertThat(refused.reason()).isEqualTo(reason);
                });
        assertThat(target).doesNotExist();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void existingLinksOfTheTreeAreNotFollowed() throws IOException {
        var target = Files.createDirectory(folder.resolve("target"));
        var outside = Files.createDirectory(folder.resolve("outside"));
        Files.createSymbolicLink(target.resolve("logs"), outside);
        Files.createSymbolicLink(target.resolve("file"), Files.writeString(outside.resolve("secret"), "secret"));

        assertThatThrownBy(() -> Archive.overlay(aTar().file("logs/x", "x").stream(), target, LIMITS))
                .hasMessage("archive refused: logs/x: goes through a link");
        Archive.overlay(aTar().file("file", "mine").stream(), target, LIMITS);

        assertThat(outside.resolve("secret")).hasContent("secret");
        assertThat(target.resolve("file")).hasContent("mine").isRegularFile();
        assertThat(Files.isSymbolicLink(target.resolve("file"))).isFalse();
    }

    @Test
    void specialModesAreDropped() throws IOException {
        var target = folder.resolve("target");

        Archive.unpack(aTar().file("su", "x", 06777).file("plain", "x", 02666).stream(), target, LIMITS);

        assertThat(Files.getAttribute(target.resolve("su"), "unix:mode")).isEqualTo(0100755);
        assertThat(Files.getAttribute(target.resolve("plain"), "unix:mode")).isEqualTo(0100644);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("su"))))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void announcedSizeCountsBeforeAnythingIsWritten() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            var entry = new TarArchiveEntry("sparse");
            entry.setSize(1L << 50);
            tar.putArchiveEntry(entry);
            tar.flush();
        } catch (IOException e) {
            // The announced bytes never follow.
        }

        assertThatThrownBy(() ->
                        Archive.unpack(new ByteArrayInputStream(bytes.toByteArray()), folder.resolve("target"), LIMITS))
                .hasMessage("archive refused: sparse: more than 1.0 MiB in all");
    }

    @Test
    void textIsNoArchive() {
        var text = "this is no archive ".repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Archive.unpack(new ByteArrayInputStream(text), folder.resolve("target"), LIMITS))
                .hasMessage("archive refused: start: is no tar archive");
    }

    @Test
    void cutArchiveIsRefused() {
        var whole = aTar().file("a", "x".repeat(5000)).bytes();
        var cut = Arrays.copyOf(whole, 2000);

        assertThatThrownBy(() -> Archive.unpack(new ByteArrayInputStream(cut), folder.resolve("target"), LIMITS))
                .isInstanceOf(UnsafeArchiveException.class)
                .hasMessage("archive refused: a: is cut off");
    }

    @Test
    void failingStreamIsNotTheArchivesFault() {
        var failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection lost");
            }
        };

        assertThatThrownBy(() -> Archive.unpack(failing, folder.resolve("target"), LIMITS))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("connection lost");
    }

    @Test
    void whatIsNotPickedMayBeUnsafe() {
        var selected = new ByteArrayOutputStream();

        var selection = Archive.select(
                aTar()
                        .symbolicLink("bin/python", "/usr/bin/python3")
                        .special("socket", TarConstants.LF_FIFO)
                        .file("ok", "x")
                        .stream(),
                "",
                List.of("ok"),
                LIMITS,
                selected);

        assertThat(selection.files()).containsExactly("ok");
        assertThat(Archive.list(new ByteArrayInputStream(selected.toByteArray()), LIMITS))
                .containsExactly(new ArchivedFile("ok", 1, null));
    }

    static Stream<Arguments> hostileArtifacts() {
        return Stream.of(
                hostile("zip slip", aTar().file("../../x", "x"), "../../x", "climbs out of the tree"),
                hostile("zip slip inside", aTar().file("a/../../x", "x"), "a/../../x", "climbs out of the tree"),
                hostile("zip slip at the end", aTar().file("a/..", "x"), "a/..", "climbs out of the tree"),
                hostile("absolute path", aTar().file("/etc/cron.d/x", "x"), "/etc/cron.d/x", "has an absolute path"),
                hostile("symbolic link out", aTar().symbolicLink("a", "/etc/passwd"), "a", "links out of the tree"),
                hostile(
                        "hard link out",
                        aTar().hardLink("a", "../etc/passwd"),
                        "../etc/passwd",
                        "climbs out of the tree"),
                hostile("bomb", aTar().file("a", "x".repeat((1 << 20) + 1)), "a", "more than 1.0 MiB in all"),
                hostile(
                        "device",
                        aTar().special("a", TarConstants.LF_BLK),
                        "a",
                        "is a device or another special file"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileArtifacts")
    void pickedUnsafeEntryRefusesTheSelection(String name, Tars tar, String entry, String reason) {
        assertThatThrownBy(() -> Archive.select(tar.stream(), "", List.of("."), LIMITS, new ByteArrayOutputStream()))
                .isInstanceOfSatisfying(UnsafeArchiveException.class, refused -> {
                    assertThat(refused.entry()).isEqualTo(entry);
                    assertThat(refused.reason()).isEqualTo(reason);
                });
    }

    @Test
    void setuidIsNotKeptInASelection() throws IOException {
        var selected = new ByteArrayOutputStream();
        Archive.select(aTar().file("su", "x", 06777).stream(), "", List.of("su"), LIMITS, selected);

        try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(selected.toByteArray()))) {
            assertThat(tar.getNextEntry().getMode() & 07777).isEqualTo(0755);
        }
    }

    @Test
    void archiveOfAMillionEntriesIsRefusedAtTheLimitAndNotReadToItsEnd() {
        var entries = new EmptyFiles(1_000_000);

        assertThatThrownBy(() -> Archive.list(entries, new ArchiveLimits(1 << 20, 10_000, 200)))
                .hasMessage("archive refused: 10000: more than 10000 entries");
        assertThat(entries.next).isLessThan(11_000);
    }

    /** Written while it is read. */
    private static final class EmptyFiles extends InputStream {

        private final int count;
        private int next;
        private byte[] header = new byte[0];
        private int position;

        EmptyFiles(int count) {
            this.count = count;
        }

        @Override
        public int read() {
            if (position == header.length) {
                if (next == count) {
                    return -1;
                }
                header = Arrays.copyOf(aTar().file(String.valueOf(next++), "").bytes(), 512);
                position = 0;
            }
            return header[position++] & 0xff;
        }
    }

    @Test
    void filesAreListedAndCopiedOneByOne() throws IOException {
        var tar = aTar().folder("bin")
                .file("bin/app", "program")
                .symbolicLink("bin/latest", "app")
                .symbolicLink("bin/up", "../readme")
                .hardLink("copy", "bin/app")
                .file("readme", "text")
                .bytes();
        var copied = new ByteArrayOutputStream();

        assertThat(Archive.list(new ByteArrayInputStream(tar), LIMITS))
                .containsExactly(
                        new ArchivedFile("bin/app", 7, null),
                        new ArchivedFile("bin/latest", 0, "bin/app"),
                        new ArchivedFile("bin/up", 0, "readme"),
                        new ArchivedFile("copy", 0, "bin/app"),
                        new ArchivedFile("readme", 4, null));
        assertThat(Archive.copyFile(new ByteArrayInputStream(tar), "bin/app", copied))
                .isTrue();
        assertThat(copied).hasToString("program");
        assertThat(Archive.copyFile(new ByteArrayInputStream(tar), "bin", copied))
                .isFalse();
    }

    @Test
    void linkThatOnlyTheLargerTreeContainsIsRefusedInASelection() {
        assertThatThrownBy(() -> Archive.select(
                        aTar().file("secret", "x").symbolicLink("out/a", "../secret").stream(),
                        "out",
                        List.of("."),
                        LIMITS,
                        new ByteArrayOutputStream()))
                .hasMessage("archive refused: out/a: links out of the tree");
    }

    private static Tars manyEntries(int count) {
        var tar = aTar();
        for (var i = 0; i < count; i++) {
            tar.file(String.valueOf(i), "");
        }
        return tar;
    }

    private static Arguments hostile(String name, Tars tar, String entry, String reason) {
        return Arguments.of(name, tar, entry, reason);
    }
}
