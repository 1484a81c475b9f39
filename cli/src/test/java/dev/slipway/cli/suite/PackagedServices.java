package dev.slipway.cli.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A checkout in which all services are packaged, with few and tiny files: every service has {@code common} and {@code
 * rewritten}, only the builder has {@code git}; Quarkus wrote {@code lib/Same} anew for all alike and {@code lib/Other}
 * for the builder differently.
 */
record PackagedServices(Path checkout) {

    static PackagedServices in(Path checkout) throws IOException {
        SuiteHome home = new SuiteHome(checkout, checkout, "test");
        for (Service service : Service.values()) {
            Path application = ServiceClasses.application(home, service);
            boolean builder = service == Service.BUILDER;
            jar(application.resolve("quarkus-run.jar"), Map.of());
            jar(
                    application.resolve("quarkus/transformed-bytecode.jar"),
                    Map.of(
                            "lib/Same.class", "same",
                            "lib/Other.class", builder ? "one" : "another",
                            "dev/slipway/Own.class", "own"));
            jar(application.resolve("quarkus/generated-bytecode.jar"), Map.of());
            jar(application.resolve("app/" + service.module() + ".jar"), Map.of());
            jar(application.resolve("lib/main/common-1.jar"), Map.of("lib/Same.class", "before"));
            jar(application.resolve("lib/main/rewritten-1.jar"), Map.of("lib/Other.class", "before"));
            jar(application.resolve("lib/main/dev.slipway.stage-runtime-1.jar"), Map.of());
            jar(application.resolve("lib/boot/runner-1.jar"), Map.of());
            if (builder) {
                jar(application.resolve("lib/main/git-1.jar"), Map.of());
            }
        }
        return new PackagedServices(checkout);
    }

    private static void jar(Path file, Map<String, String> entries) throws IOException {
        Files.createDirectories(file.getParent());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.write("Manifest-Version: 1.0\n\n".getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
