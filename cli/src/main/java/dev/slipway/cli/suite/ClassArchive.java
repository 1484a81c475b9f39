package dev.slipway.cli.suite;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One archive with the classes that all services load from their common libraries, parsed and linked beforehand (class
 * data sharing). Every service maps the same file: that makes starts quick, and its pages cost their memory once.
 *
 * <p>It belongs to one build and one JDK and lies with the build. The first services of a build run without it and write
 * down which classes they load; when all are ready, {@link #make} turns these lists into the archive for the starts that
 * follow. Without it, or with one that the JVM does not accept, everything works, only slower and larger.
 */
final class ClassArchive {

    private static final String LIST = ".classes";
    private static final int LOW_PRIORITY = 10;

    private final SuiteHome home;
    private final ServiceClasses classes;
    private final Path folder;
    private final Path archive;
    private @Nullable List<Path> common;
    private volatile @Nullable Process maker;

    ClassArchive(SuiteHome home) {
        this.home = home;
        this.classes = new ServiceClasses(home);
        String jdk = System.getProperty("java.home") + System.getProperty("java.vm.version");
        String build = Fingerprint.of(jdk + String.join(" ", Jvm.service()) + classes.fingerprint());
        this.folder = home.checkout().resolve("target/class-archive").resolve(build);
        this.archive = folder.resolve("services.jsa");
    }

    /** The arguments with which a service finds its classes, quickly if the archive is there. */
    synchronized List<String> arguments(Replica replica) {
        List<String> arguments = new ArrayList<>();
        if (Files.exists(archive)) {
            arguments.add("-XX:SharedArchiveFile=" + archive);
        } else if (replica.number() == 1) {
            arguments.add("-XX:DumpLoadedClassList=" + list(replica.service()));
        }
        arguments.add("-cp");
        arguments.add(join(classes.of(replica.service(), common())));
        return arguments;
    }

    private Path list(Service service) {
        return home.directory().resolve("run").resolve(service.word() + LIST);
    }

    private synchronized List<Path> common() {
        if (common == null) {
            SuiteFiles.directory(folder);
            common = Files.exists(archive) ? recordedCommon() : classes.common(folder.resolve("transformed.jar"));
        }
        return common;
    }

    private List<Path> recordedCommon() {
        try {
            return Files.readAllLines(folder.resolve("common")).stream()
                    .map(Path::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    /** Makes the archive if it is missing and every service wrote its list; takes half a minute of one processor. */
    void make(Journal journal) throws InterruptedException {
        if (Files.exists(archive)
                || !Arrays.stream(Service.values()).allMatch(service -> Files.exists(list(service)))) {
            return;
        }
        try {
            removeOlder();
            Files.write(
                    folder.resolve("common"),
                    common().stream().map(Path::toString).toList());
            Files.write(allClasses(), mergedLists());
            Path fresh = home.directory().resolve("run").resolve("services.jsa");
            Process process = dump(fresh);
            maker = process;
            if (process.waitFor() == 0 && Files.exists(fresh)) {
                moveIntoPlace(fresh);
                journal.note("the class archive is made: the services start quicker from now on");
            } else {
                journal.note("no class archive was made (%s); the services start without".formatted(log()));
            }
        } catch (IOException e) {
            journal.note("no class archive was made (%s); the services start without".formatted(e.getMessage()));
        }
    }

    /** The state directory may lie on another disk; nobody may see half an archive. */
    private void moveIntoPlace(Path fresh) throws IOException {
        Path near = Files.createTempFile(folder, archive.getFileName().toString(), ".new");
        Files.move(fresh, near, StandardCopyOption.REPLACE_EXISTING);
        Files.move(near, archive, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path allClasses() {
        return home.directory().resolve("run").resolve("all" + LIST);
    }

    private void removeOlder() throws IOException {
        try (Stream<Path> folders = Files.list(home.checkout().resolve("target/class-archive"))) {
            folders.filter(other -> !other.equals(folder)).forEach(SuiteFiles::delete);
        }
    }

    private Set<String> mergedLists() throws IOException {
        Set<String> merged = new TreeSet<>();
        for (Service service : Service.values()) {
            List<String> lines = Files.readAllLines(list(service));
            // The service still runs: its last line may be half a line. Numbers are unique within one list only.
            lines.stream()
                    .limit(Math.max(0, lines.size() - 1))
                    .filter(line -> !line.contains("source:"))
                    .map(line -> line.replaceFirst(" id: \\d+$", ""))
                    .forEach(merged::add);
        }
        return merged;
    }

    private Process dump(Path to) throws IOException {
        List<String> command = new ArrayList<>(List.of("nice", "-n", Integer.toString(LOW_PRIORITY)));
        command.addAll(Jvm.archiver());
        command.addAll(List.of(
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + allClasses(),
                "-XX:SharedArchiveFile=" + to,
                "-cp",
                join(common())));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(SuiteFiles.directoryOf(log())
                        .resolve(log().getFileName())
                        .toFile())
                .start();
    }

    private Path log() {
        return home.log("class-archive");
    }

    /** Ends a making that is under way. */
    void stop() {
        Process running = maker;
        if (running != null) {
            running.destroyForcibly();
        }
    }

    private static String join(List<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
