package dev.slipway.console.outbound.stages;

import dev.slipway.runtime.access.AccessConfig;
import dev.slipway.runtime.access.Roles;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What opens the stage services; read again for every request. */
@ApplicationScoped
public class OperatorToken {

    private final Path file;

    public OperatorToken(AccessConfig access) {
        this.file = access.tokenFiles().getOrDefault(Roles.OPERATOR, Path.of(""));
    }

    /** The value of the header {@code Authorization}. */
    String bearer() {
        try {
            return "Bearer " + Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read slipway.access.token-files.operator " + file, e);
        }
    }
}
