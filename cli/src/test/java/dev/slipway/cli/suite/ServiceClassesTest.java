package dev.slipway.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceClassesTest {

    @TempDir
    Path checkout;

    private ServiceClasses classes;
    private Path transformed;

    @BeforeEach
    void packaged() throws IOException {
        PackagedServices.in(checkout);
        classes = new ServiceClasses(new SuiteHome(checkout, checkout.resolve("home"), "test"));
        transformed = checkout.resolve("archive/transformed.jar");
    }

    @Test
    void onlyLibrariesThatAreTheSameForAllAreCommon() throws IOException {
        List<Path> common = classes.common(transformed);

        assertThat(names(common)).containsExactly("transformed.jar", "common-1.jar", "runner-1.jar");
        try (ZipFile jar = new ZipFile(transformed.toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName)).containsExactly("lib/Same.class");
        }
    }

    @Test
    void everyServiceStartsWithTheCommonFilesAndHasEachLibraryOnce() {
        List<Path> common = classes.common(transformed);

        List<Path> builder = classes.of(Service.BUILDER, common);

        assertThat(builder).startsWith(common.toArray(Path[]::new));
        // What Quarkus wrote anew comes before the library it was made from.
        assertThat(names(builder).subList(common.size(), builder.size()))
                .containsExactly(
                        "transformed-bytecode.jar",
                        "generated-bytecode.jar",
                        "builder-service.jar",
                        "dev.slipway.stage-runtime-1.jar",
                        "git-1.jar",
                        "rewritten-1.jar");
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }
}
