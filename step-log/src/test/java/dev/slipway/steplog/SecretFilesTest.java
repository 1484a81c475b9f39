package dev.slipway.steplog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.steplog.SecretFiles.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFilesTest {

    private static final String URL = "https://git.example.com/acme/app.git";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void valueOfTheRepositoryWinsOverTheSharedOne() throws Exception {
        write("shared/TOKEN", "for all");
        write("shared/OTHER", "other");
        write("repositories/git.example.com/acme/app/TOKEN", "for one");

        assertThat(found(URL, "TOKEN", "OTHER")).containsExactlyInAnyOrder("TOKEN=for one", "OTHER=other");
    }

    @Test
    void repositoryDoesNotGetTheSecretOfAnother() throws Exception {
        write("repositories/git.example.com/acme/other/TOKEN", "theirs");

        assertThat(reasons(URL, "TOKEN"))
                .singleElement()
                .asString()
                .isEqualTo("secret TOKEN is not there: an operator puts it into"
                        + " repositories/git.example.com/acme/app/TOKEN or shared/TOKEN below slipway.secrets.directory");
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.example.com/acme/app.git, git.example.com/acme/app",
        "https://git.example.com/acme/app/, git.example.com/acme/app",
        "ssh://git@git.example.com:2222/acme/app.git, git.example.com:2222/acme/app",
        "file:///srv/git/app.git, srv/git/app",
    })
    void folderIsTheUrlWithoutSchemeUserAndEnding(String url, String folder) {
        assertThat(SecretFiles.folderOf(url)).isEqualTo(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../shared/TOKEN", "a/b", "", ".", "A B", "-x"})
    void nameThatIsNoNameIsRefused(String name) throws Exception {
        write("shared/TOKEN", "value");

        assertThat(reasons(URL, name)).singleElement().asString().contains("no valid name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://../../etc", "file:///..", "https://", "file:///"})
    void urlThatClimbsReachesNothing(String url) throws Exception {
        write("shared/TOKEN", "value");

        assertThat(reasons(url, "TOKEN")).singleElement().asString().contains("names no folder");
    }

    @Test
    void fileThatEverybodyMayReadIsRefused() throws Exception {
        Path file = write("shared/TOKEN", "value");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(reasons(URL, "TOKEN")).singleElement().asString().contains("chmod o-r");
    }

    @Test
    void everySecretThatIsMissingIsNamed() {
        assertThat(reasons(URL, "ONE", "TWO")).hasSize(2);
    }

    @Test
    void installationWithoutDirectorySaysSo() {
        assertThat(new SecretFiles(null).read(URL, List.of("TOKEN")))
                .isInstanceOfSatisfying(
                        Result.Unusable.class,
                        unusable -> assertThat(unusable.reasons().getFirst()).contains("slipway.secrets.directory"));
        assertThat(new SecretFiles(null).read(URL, List.of())).isInstanceOf(Result.Found.class);
    }

    @Test
    void valueIsNotPrinted() throws Exception {
        write("shared/TOKEN", "canary-value");

        assertThat(new SecretFiles(directory).read(URL, List.of("TOKEN")).toString()).doesNotContain("canary");
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws Exception {
        Path file = write("shared/TOKEN", "");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(reasons(URL, "TOKEN")).singleElement().asString().contains("UTF-8");
    }

    private List<String> found(String url, String... names) {
        Result result = new SecretFiles(directory).read(url, List.of(names));
        assertThat(result).isInstanceOf(Result.Found.class);
        return ((Result.Found) result)
                .values().entrySet().stream()
                        .map(value -> value.getKey() + "=" + value.getValue().reveal())
                        .toList();
    }

    private List<String> reasons(String url, String... names) {
        Result result = new SecretFiles(directory).read(url, List.of(names));
        assertThat(result).isInstanceOf(Result.Unusable.class);
        return ((Result.Unusable) result).reasons();
    }

    private Path write(String path, String value) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, value);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    }
}
