package dev.slipway.cli.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The class paths of the services: in front what all of them have in common, which is the same list of files for each of
 * them, so that one class archive serves all; behind it what is a service's own.
 *
 * <p>Quarkus writes anew some classes of the libraries for each service ({@code transformed-bytecode.jar}). Those that
 * came out the same for all services are collected in one jar at the very front; a library with one that did not is no
 * common one. Slipway's own modules are never common.
 */
final class ServiceClasses {

    private static final String TRANSFORMED = "quarkus/transformed-bytecode.jar";
    private static final String GENERATED = "quarkus/generated-bytecode.jar";
    private static final List<String> LIBRARIES = List.of("lib/main", "lib/boot");
    private static final String OWN_MODULES = "dev.slipway.";
    private static final String OWN_CLASSES = "dev/slipway/";

    private final SuiteHome home;

    ServiceClasses(SuiteHome home) {
        this.home = home;
    }

    /** The folder into which a service was packaged. */
    static Path application(SuiteHome home, Service service) {
        return home.checkout().resolve(service.module()).resolve("target/quarkus-app");
    }

    /** Changes with every build that changes any service. */
    String fingerprint() {
        return Fingerprint.of(Arrays.stream(Service.values())
                .map(service -> application(home, service))
                .map(application -> Fingerprint.ofFile(application.resolve(TRANSFORMED))
                        + Fingerprint.ofFile(application.resolve("quarkus-run.jar")))
                .collect(Collectors.joining()));
    }

    /**
     * The common files, in their order.
     *
     * @param transformed where the jar of classes that Quarkus wrote anew is made, unless it is there
     */
    List<Path> common(Path transformed) {
        try {
            Map<Service, Map<String, Long>> rewritten = new EnumMap<>(Service.class);
            for (Service service : Service.values()) {
                rewritten.put(service, checksums(application(home, service).resolve(TRANSFORMED)));
            }
            Set<String> everything = new HashSet<>();
            rewritten.values().forEach(classes -> everything.addAll(classes.keySet()));
            Set<String> equal = everything.stream()
                    .filter(name -> rewritten.values().stream()
                                    .map(classes -> classes.getOrDefault(name, -1L))
                                    .distinct()
                                    .count()
                            == 1)
                    .collect(Collectors.toSet());
            if (!Files.exists(transformed)) {
                copy(application(home, Service.CONSOLE).resolve(TRANSFORMED), equal, transformed);
            }
            everything.removeAll(equal);
            List<Path> common = new ArrayList<>(List.of(transformed));
            common.addAll(commonLibraries(everything));
            return common;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what the build made: " + e.getMessage(), e);
        }
    }

    private static Map<String, Long> checksums(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .filter(entry -> !entry.getName().startsWith(OWN_CLASSES))
                    .collect(Collectors.toMap(ZipEntry::getName, ZipEntry::getCrc));
        }
    }

    private static void copy(Path from, Set<String> names, Path to) throws IOException {
        Path fresh = Files.createTempFile(
                SuiteFiles.directoryOf(to), to.getFileName().toString(), ".new");
        try (ZipFile source = new ZipFile(from.toFile());
                ZipOutputStream target = new ZipOutputStream(Files.newOutputStream(fresh))) {
            for (String name : names.stream().sorted().toList()) {
                target.putNextEntry(new ZipEntry(name));
                try (var content = source.getInputStream(source.getEntry(name))) {
                    content.transferTo(target);
                }
            }
        }
        // Another suite of this checkout may be about to do the same.
        Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<Path> commonLibraries(Set<String> unequal) throws IOException {
        Set<String> everywhere = new HashSet<>(libraries(Service.CONSOLE));
        for (Service service : Service.values()) {
            everywhere.retainAll(new HashSet<>(libraries(service)));
        }
        List<Path> common = new ArrayList<>();
        for (String name : libraries(Service.CONSOLE)) {
            Path library = application(home, Service.CONSOLE).resolve(name);
            if (everywhere.contains(name) && !ownModule(library) && !holdsAny(library, unequal)) {
                common.add(library);
            }
        }
        return common;
    }

    private static boolean ownModule(Path jar) {
        return jar.getFileName().toString().startsWith(OWN_MODULES);
    }

    private static boolean holdsAny(Path jar, Set<String> names) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return names.stream().anyMatch(name -> zip.getEntry(name) != null);
        }
    }

    /** Names below the application's folder. A library's name holds its version. */
    private List<String> libraries(Service service) throws IOException {
        Path application = application(home, service);
        List<String> names = new ArrayList<>();
        for (String folder : LIBRARIES) {
            try (Stream<Path> files = Files.list(application.resolve(folder))) {
                files.map(file -> application.relativize(file).toString())
                        .filter(name -> name.endsWith(".jar"))
                        .sorted()
                        .forEach(names::add);
            }
        }
        return names;
    }

    /** The whole class path of a service. */
    List<Path> of(Service service, List<Path> common) {
        Path application = application(home, service);
        List<Path> path = new ArrayList<>(common);
        Set<String> present =
                common.stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        path.add(application.resolve(TRANSFORMED));
        path.add(application.resolve(GENERATED));
        try (Stream<Path> own = Files.list(application.resolve("app"))) {
            own.sorted().forEach(path::add);
            libraries(service).stream()
                    .map(application::resolve)
                    .filter(library -> !present.contains(library.getFileName().toString()))
                    .forEach(path::add);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what the build made: " + e.getMessage(), e);
        }
        return path;
    }
}
