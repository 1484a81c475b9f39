package dev.slipway.endtoend.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A folder that looks like the checkout, but for the trivial stages in the places of the five services. */
final class TrivialCheckout {

    private static final String SCRIPT = "slipway";
    private static final List<String> AS_THEY_ARE =
            List.of("launcher", "images", "examples", "hooks", "cli", "kafka-broker", "console-service");
    private static final List<String> REPLACED =
            List.of("builder-service", "packager-service", "tester-service", "deployer-service", "dns-service");

    private TrivialCheckout() {}

    /** @param at made if it is not there */
    static Path make(Path checkout, Path at) throws IOException {
        Files.createDirectories(at);
        // A copy: through a link, the script would find the real checkout.
        Files.copy(
                checkout.resolve(SCRIPT),
                at.resolve(SCRIPT),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        for (String name : AS_THEY_ARE) {
            link(at.resolve(name), checkout.resolve(name));
        }
        for (String name : REPLACED) {
            link(at.resolve(name), checkout.resolve("trivial-stages"));
        }
        return at;
    }

    private static void link(Path link, Path target) throws IOException {
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
    }
}
