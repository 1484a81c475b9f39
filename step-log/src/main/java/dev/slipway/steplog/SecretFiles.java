package dev.slipway.steplog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Secrets as files, one each:
 *
 * <pre>
 *   &lt;directory&gt;/repositories/&lt;repository&gt;/&lt;NAME&gt;   for builds of this repository only; wins
 *   &lt;directory&gt;/shared/&lt;NAME&gt;                       for every repository
 * </pre>
 *
 * <p>{@code <repository>} is its URL without scheme, user and {@code .git}: {@code git.example.com/acme/app}. Files are read
 * at each call, so a changed one counts from the next run on. A file that others than its owner and group may read is
 * refused.
 *
 * <p>Immutable; may be shared between threads.
 */
public final class SecretFiles {

    /** What a name looks like, here and in a pipeline file. */
    public static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

    private static final int MOST_BYTES = 64 * 1024;
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");
    private static final Pattern USER = Pattern.compile("[^/@]*@");

    private final @Nullable Path directory;

    /** What was found. */
    public sealed interface Result {

        /** @param values each name that was asked for */
        record Found(Map<String, SecretValue> values) implements Result {

            public Found {
                values = Map.copyOf(values);
            }
        }

        /** @param reasons one for each secret that cannot be had, for the person who pushed: no value, no path of the host */
        record Unusable(List<String> reasons) implements Result {

            public Unusable {
                reasons = List.copyOf(reasons);
            }
        }
    }

    /** @param directory null when this installation keeps no secrets */
    public SecretFiles(@Nullable Path directory) {
        this.directory = directory;
    }

    /**
     * @param repository clone URL
     * @throws UncheckedIOException when a file is there and cannot be read: the operator's matter, worth a retry
     */
    public Result read(String repository, Collection<String> names) {
        Map<String, SecretValue> values = new TreeMap<>();
        List<String> reasons = new ArrayList<>();
        for (String name : names) {
            try {
                values.put(name, new SecretValue(value(repository, name)));
            } catch (UnusableException e) {
                reasons.add("secret " + name + " " + e.getMessage());
            }
        }
        return reasons.isEmpty() ? new Result.Found(values) : new Result.Unusable(reasons);
    }

    /** Where the secrets of a repository lie below {@code repositories}. */
    static String folderOf(String repository) {
        String path = SCHEME.matcher(repository).replaceFirst("");
        path = USER.matcher(path).lookingAt() ? USER.matcher(path).replaceFirst("") : path;
        return path.replaceAll("/+$", "").replaceFirst("\\.git$", "").replaceFirst("^/+", "");
    }

    private String value(String repository, String name) throws UnusableException {
        if (!NAME.matcher(name).matches()) {
            throw new UnusableException("has no valid name: letters, digits and underscores");
        }
        if (directory == null) {
            throw new UnusableException(
                    "cannot be had: this installation keeps no secrets; an operator sets slipway.secrets.directory");
        }
        String folder = folderOf(repository);
        Path base = directory.resolve("repositories");
        Path own = base.resolve(folder).normalize();
        if (folder.isEmpty() || !own.startsWith(base) || own.equals(base)) {
            throw new UnusableException("cannot be had: the repository's URL names no folder");
        }
        for (Path file : List.of(own.resolve(name), directory.resolve("shared").resolve(name))) {
            String found = content(file);
            if (found != null) {
                return found;
            }
        }
        throw new UnusableException("is not there: an operator puts it into repositories/" + folder + "/" + name
                + " or shared/" + name + " below slipway.secrets.directory");
    }

    private static @Nullable String content(Path file) throws UnusableException {
        if (Files.isDirectory(file)) {
            // of another repository, whose URL goes on here
            return null;
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
                throw new UnusableException("may be read by everybody on the host: an operator takes that right away (chmod o-r)");
            }
            byte[] content = bytes.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new UnusableException("is larger than " + (MOST_BYTES >> 10) + " KiB");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (NoSuchFileException e) {
            return null;
        } catch (CharacterCodingException e) {
            throw new UnusableException("is not UTF-8 text, and could not be masked: encode it, for example in Base64");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the look-up of one secret. */
    private static final class UnusableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }
    }
}
