package dev.slipway.cli.console;

import java.nio.file.Files;
import java.nio.file.Path;

/** What people type for a repository, as the console understands it. */
public final class RepositoryAddress {

    private RepositoryAddress() {}

    /** A folder of this machine becomes its URL; a URL, or the name of a connected repository, stays as it is. */
    public static String of(String typed) {
        if (typed.contains("://")) {
            return typed;
        }
        Path path = Path.of(typed).toAbsolutePath().normalize();
        return Files.isDirectory(path) ? "file://" + path : typed;
    }
}
