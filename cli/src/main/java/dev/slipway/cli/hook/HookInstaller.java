package dev.slipway.cli.hook;

import dev.slipway.cli.suite.SuiteException;
import dev.slipway.cli.suite.SuiteFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Puts Slipway's hook into a bare repository on this machine. Doing it again renews it; a hook of somebody else is never
 * touched.
 */
public final class HookInstaller {

    private static final String MARK = "slipway-hook.conf";
    private static final String TOKEN = "slipway-hook.token";

    private final Path template;
    private final String consoleUrl;
    private final String token;
    private final List<Path> roots;

    /**
     * @param template the hook's text
     * @param token of the role hook
     * @param roots folders below which the builder may clone from
     */
    public HookInstaller(Path template, String consoleUrl, String token, List<Path> roots) {
        this.template = template;
        this.consoleUrl = consoleUrl;
        this.token = token;
        this.roots = roots;
    }

    /**
     * @return the written hook
     * @throws SuiteException if the folder is no bare repository, lies elsewhere, or has a hook already
     */
    public Path install(Path repository) {
        try {
            Path real = bareRepository(repository);
            Path hook = real.resolve("hooks").resolve("post-receive");
            refuseForeign(hook);
            Path tokenFile = real.resolve(TOKEN);
            SuiteFiles.replace(tokenFile, (token + "\n").getBytes(StandardCharsets.UTF_8));
            String settings = "URL=%s%nTOKEN_FILE=%s%nREPOSITORY=file://%s%n".formatted(consoleUrl, tokenFile, real);
            SuiteFiles.replace(real.resolve(MARK), settings.getBytes(StandardCharsets.UTF_8));
            keepOwner(repository, tokenFile, real.resolve(MARK));
            Files.createDirectories(hook.getParent());
            Path fresh = hook.resolveSibling(".post-receive.new");
            Files.copy(template, fresh, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, hook, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return hook;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the hook into " + repository, e);
        }
    }

    /** Whoever pushes runs the hook: where root installs it, the files belong to the repository's owner. */
    private static void keepOwner(Path repository, Path... files) throws IOException {
        for (Path file : files) {
            Files.setOwner(file, Files.getOwner(repository));
        }
    }

    private Path bareRepository(Path repository) throws IOException {
        if (!Files.isDirectory(repository)) {
            throw new SuiteException("A bare repository was wanted, found no folder " + repository + ".");
        }
        Path real = repository.toRealPath();
        boolean bare = Files.isRegularFile(real.resolve("HEAD"))
                && Files.isDirectory(real.resolve("objects"))
                && Files.isDirectory(real.resolve("refs"));
        if (!bare) {
            throw new SuiteException("A bare repository was wanted, %s is %s. To do: %s"
                    .formatted(
                            real,
                            Files.exists(real.resolve(".git")) ? "one with a working tree" : "none",
                            "git clone --bare makes one; hooks run where pushes arrive."));
        }
        if (roots.stream().noneMatch(root -> isBelow(real, root))) {
            throw new SuiteException(
                    """
                    A repository that the builder may clone was wanted: one below %s. %s is not.
                    To do: move the repository there, or mount it there.""".formatted(roots.stream().map(Path::toString).collect(Collectors.joining(" or ")), real));
        }
        return real;
    }

    private static boolean isBelow(Path real, Path root) {
        try {
            return Files.exists(root) && real.startsWith(root.toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + root, e);
        }
    }

    private static void refuseForeign(Path hook) throws IOException {
        if (Files.exists(hook) && !Files.readString(hook).contains(MARK)) {
            throw new SuiteException("""
                    The repository has a post-receive hook of its own, which stays as it is: %s
                    To do: move it to another name and call it and Slipway's from one script, or remove it.""".formatted(hook));
        }
    }
}
