package dev.slipway.artifact;

import static dev.slipway.artifact.Tars.aTar;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveTest {

    private static final ArchiveLimits LIMITS = new ArchiveLimits(1 << 20, 100, 300);

    @TempDir
    private Path folder;

    private Path tree = Path.of("");

    @BeforeEach
    void tree() throws IOException {
        tree = Files.createDirectory(folder.resolve("tree"));
        write("b.txt", "b");
        write("a/run.sh", "#!/bin/sh");
        write(".git/config", "secret");
        write("a/.git/x", "kept: not at the top");
        write("a/" + "long/".repeat(30) + "name", "long");
        assertThat(tree.resolve("a/run.sh").toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(tree.resolve("a/link"), Path.of("../b.txt"));
        Files.createDirectory(tree.resolve("empty"));
    }

    @Test
    void packedTreeIsUnpackedAsItWas() throws IOException {
        var target = folder.resolve("target");

        try (var tar = Archive.packed(tree)) {
            Archive.unpack(tar, target, LIMITS);
        }

        assertThat(target.resolve("b.txt")).hasContent("b");
        assertThat(target.resolve("a/run.sh")).isExecutable();
        assertThat(target.resolve("a/.git/x")).exists();
        assertThat(target.resolve("a/" + "long/".repeat(30) + "name")).hasContent("long");
        assertThat(Files.readSymbolicLink(target.resolve("a/link"))).isEqualTo(Path.of("../b.txt"));
        assertThat(target.resolve("empty")).isEmptyDirectory();
        assertThat(target.resolve(".git")).doesNotExist();
    }

    @Test
    void sameTreeGivesSameBytes() throws IOException {
        var first = packed();

        Files.setLastModifiedTime(tree.resolve("b.txt"), FileTime.fromMillis(12345));
        Files.setPosixFilePermissions(
                tree.resolve("b.txt"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Files.move(tree, folder.resolve("moved"));
        tree = folder.resolve("moved");

        assertThat(packed()).isEqualTo(first);
    }

    @Test
    void entriesTellNothingAboutThePacker() throws IOException {
        var names = new ArrayList<String>();
        try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(packed()))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                names.add(entry.getName());
                assertThat(entry.getLongUserId()).isZero();
                assertThat(entry.getUserName()).isEmpty();
                assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(Archive.TIME);
                assertThat(entry.getMode()).isIn(0644, 0755);
            }
        }
        assertThat(names).isSorted().contains("a/", "a/link", "a/run.sh", "b.txt", "empty/");
    }

    @Test
    void leavingLinksAreLeftOutAndNamed() throws IOException {
        var without = packed();
        Files.createSymbolicLink(tree.resolve("passwd"), Path.of("/etc/passwd"));

        assertThat(Archive.pack(tree, new ByteArrayOutputStream())).containsExactly("passwd");
        assertThat(packed()).isEqualTo(without);
    }

    @Test
    void targetHasToBeEmpty() {
        assertThatThrownBy(() -> Archive.unpack(aTar().stream(), tree, LIMITS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(tree.resolve("b.txt")).exists();
    }

    @Test
    void overlayReplacesFilesAndJoinsFolders() {
        Archive.overlay(
                aTar().folder("a").file("a/new", "new").file("b.txt", "other", 0755).file("c/d/e", "e").stream(),
                tree,
                LIMITS);

        assertThat(tree.resolve("a/run.sh")).exists();
        assertThat(tree.resolve("a/new")).hasContent("new");
        assertThat(tree.resolve("b.txt")).hasContent("other").isExecutable();
        assertThat(tree.resolve("c/d/e")).hasContent("e");
    }

    @Test
    void hardLinksBecomeCopies() throws IOException {
        var target = folder.resolve("target");

        Archive.unpack(aTar().file("a", "x", 0755).hardLink("b", "./a").stream(), target, LIMITS);
        Files.writeString(target.resolve("a"), "changed");

        assertThat(target.resolve("b")).hasContent("x").isExecutable();
    }

    @Test
    void oneFileIsRead() {
        var tar = aTar().folder("a")
                .file("./slipway.yml", "version: 1")
                .symbolicLink("link", "a")
                .bytes();

        assertThat(Archive.readFile(new ByteArrayInputStream(tar), "slipway.yml", 100))
                .hasValueSatisfying(
                        content -> assertThat(new String(content, UTF_8)).isEqualTo("version: 1"));
        assertThat(Archive.readFile(new ByteArrayInputStream(tar), "other.yml", 100))
                .isEmpty();
        assertThatThrownBy(() -> Archive.readFile(new ByteArrayInputStream(tar), "slipway.yml", 5))
                .hasMessage("archive refused: slipway.yml: is larger than 5 bytes");
        assertThatThrownBy(() -> Archive.readFile(new ByteArrayInputStream(tar), "link", 5))
                .hasMessage("archive refused: link: is not a regular file");
    }

    @Test
    void selectionPicksNamesFoldersAndGlobs() {
        var tar = aTar().folder("w")
                .file("w/app", "app", 0755)
                .hardLink("w/app2", "w/app")
                .folder("w/dist")
                .file("w/dist/x.js", "x")
                .symbolicLink("w/dist/y.js", "x.js")
                .file("w/reports/TEST-a.xml", "<a/>")
                .file("w/reports/deep/TEST-b.xml", "<b/>")
                .file("w/secret", "secret")
                .file("beside", "beside");
        var selected = new ByteArrayOutputStream();

        var selection = Archive.select(
                tar.stream(),
                "w",
                List.of("app*", "dist", "reports/TEST-*.xml", "missing", "**/*.exe"),
                LIMITS,
                selected);

        assertThat(selection.files()).containsExactly("app", "app2", "dist/x.js", "dist/y.js", "reports/TEST-a.xml");
        assertThat(selection.unmatched()).containsExactly("missing", "**/*.exe");
        var target = folder.resolve("target");
        Archive.unpack(new ByteArrayInputStream(selected.toByteArray()), target, LIMITS);
        assertThat(target.resolve("app2")).hasContent("app").isExecutable();
        assertThat(target.resolve("dist/y.js")).hasContent("x");
        assertThat(target.resolve("secret")).doesNotExist();
    }

    @Test
    void hardLinkToWhatIsNotPickedIsRefused() {
        assertThatThrownBy(() -> Archive.select(
                        aTar().file("a", "x").hardLink("b", "a").stream(),
                        "",
                        List.of("b"),
                        LIMITS,
                        new ByteArrayOutputStream()))
                .hasMessage("archive refused: b: is a hard link to a, which is not picked before it");
    }

    @Test
    void selectionWithoutTopTakesPathsAsTheyAre() {
        var selection = Archive.select(
                aTar().file("./a/b", "x").stream(), "", List.of("."), LIMITS, new ByteArrayOutputStream());

        assertThat(selection).isEqualTo(new Selection(List.of("a/b"), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "app, app, true",
        "app, app/x/y, true",
        "app, apps, false",
        "app, x/app, false",
        "*.xml, a.xml, true",
        "*.xml, a/b.xml, false",
        "**/*.xml, b.xml, true",
        "**/*.xml, a/b/c.xml, true",
        "a/**, a/b/c, true",
        "a/**, b/a, false",
        "a?c, abc, true",
        "a?c, a/c, false",
        "a.c, abc, false",
        "re*/x, reports/x/y, true",
        "., anything/at/all, true",
    })
    void globsPickPaths(String pattern, String path, boolean picks) {
        assertThat(new Glob(pattern).picks(path)).isEqualTo(picks);
    }

    private byte[] packed() {
        var tar = new ByteArrayOutputStream();
        Archive.pack(tree, tar);
        return Arrays.copyOf(tar.toByteArray(), tar.size());
    }

    private void write(String path, String content) throws IOException {
        var file = tree.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
