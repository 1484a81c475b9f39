package dev.slipway.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real JVM that writes the archive and another that maps it. */
class ClassArchiveTest {

    private static final Replica BUILDER = new Replica(Service.BUILDER, 1);

    @TempDir
    Path directory;

    private final List<String> notes = new ArrayList<>();
    private SuiteHome home;

    @BeforeEach
    void packaged() throws IOException {
        home = new SuiteHome(
                PackagedServices.in(directory.resolve("checkout")).checkout(), directory.resolve("home"), "test");
    }

    @Test
    void theFirstReplicaOfEachServiceWritesDownItsClasses() {
        ClassArchive archive = new ClassArchive(home);

        assertThat(archive.arguments(BUILDER))
                .anyMatch(argument -> argument.startsWith("-XX:DumpLoadedClassList=" + list(Service.BUILDER)));
        assertThat(archive.arguments(new Replica(Service.BUILDER, 2)))
                .noneMatch(argument -> argument.contains("DumpLoadedClassList"));
    }

    @Test
    void nothingIsMadeBeforeEveryServiceWroteItsList() throws IOException, InterruptedException {
        ClassArchive archive = new ClassArchive(home);
        archive.arguments(BUILDER);
        writeList(Service.BUILDER);

        archive.make(new Notes());

        assertThat(notes).isEmpty();
        assertThat(archive.arguments(BUILDER)).noneMatch(argument -> argument.contains("SharedArchiveFile"));
    }

    @Test
    void startsAfterTheMakingUseAnArchiveThatTheJvmAccepts() throws IOException, InterruptedException {
        // Given
        ClassArchive archive = new ClassArchive(home);
        archive.arguments(BUILDER);
        for (Service service : Service.values()) {
            writeList(service);
        }

        // When
        archive.make(new Notes());

        // Then
        assertThat(notes).singleElement().asString().contains("archive is made");
        List<String> command = new ArrayList<>(Jvm.service());
        command.addAll(new ClassArchive(home).arguments(BUILDER));
        assertThat(command).anyMatch(argument -> argument.startsWith("-XX:SharedArchiveFile="));
        command.addAll(List.of("-Xshare:on", "-Xlog:class+load", "-version"));
        command.removeIf(argument -> argument.startsWith("-Djava.util.logging.manager"));
        Shell.Result started = Shell.run(command);
        assertThat(started.succeeded()).as(started.output()).isTrue();
        assertThat(started.output())
                .contains("java.lang.Object source: shared objects file")
                .doesNotContain("Mismatched");
    }

    @Test
    void anotherBuildHasAnotherArchive() throws IOException {
        List<String> before = new ClassArchive(home).arguments(BUILDER);

        Files.write(ServiceClasses.application(home, Service.TESTER).resolve("quarkus-run.jar"), new byte[] {1});

        assertThat(new ClassArchive(home).arguments(BUILDER)).isNotEqualTo(before);
    }

    private Path list(Service service) {
        return home.directory().resolve("run").resolve(service.word() + ".classes");
    }

    /** As a JVM writes it while it runs: the last line is not complete yet. */
    private void writeList(Service service) throws IOException {
        Path list = list(service);
        Files.createDirectories(list.getParent());
        Files.writeString(list, "java/lang/Object id: 0\njava/util/BitSet id: 1\njava/uti");
    }

    private final class Notes implements Journal {

        @Override
        public void note(String text) {
            notes.add(text);
        }

        @Override
        public void changed() {}

        @Override
        public Path logOf(String name) {
            return directory;
        }
    }
}
