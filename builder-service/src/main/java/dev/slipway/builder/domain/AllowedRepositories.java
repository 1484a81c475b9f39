package dev.slipway.builder.domain;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which repositories may be fetched: by {@code https} and {@code ssh}, and local ones below the given folders. A URL comes
 * from outside; every other form, from {@code ext::} to a host that starts with a dash, is a way to run a command or to
 * read a file of this machine.
 *
 * @param localRoots folders whose repositories may be built; empty for none
 */
public record AllowedRepositories(List<Path> localRoots) {

    private static final Pattern AMBIGUOUS_PATH =
            Pattern.compile("(?:^|/)(?:\\.|%2e){1,2}(?:/|$)|%2f|%5c|%00", Pattern.CASE_INSENSITIVE);

    public AllowedRepositories {
        localRoots = List.copyOf(localRoots);
    }

    /** Why the repository must not be fetched, with what is allowed; empty when it may be. */
    public Optional<String> refusal(String url) {
        return problem(url)
                .map(problem -> "repository " + printable(url) + " " + problem + "; allowed are " + allowed());
    }

    /** The folder of a local repository, with all links resolved. */
    public static Path localFolder(String url) throws IOException {
        return Path.of(URI.create(url).getPath()).toRealPath();
    }

    public static boolean isLocal(String url) {
        return url.startsWith("file:");
    }

    private Optional<String> problem(String url) {
        if (url.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            return Optional.of("contains a blank or a control character");
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.of("is not a URL");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        return Optional.ofNullable(
                switch (scheme) {
                    case "https" -> remoteProblem(uri, false);
                    case "ssh" -> remoteProblem(uri, true);
                    case "file" -> localProblem(uri);
                    case "" -> "names no scheme";
                    default -> "uses the scheme '" + scheme.toLowerCase(Locale.ROOT) + "'";
                });
    }

    private static @Nullable String remoteProblem(URI uri, boolean userAllowed) {
        String user = uri.getRawUserInfo();
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            return "names no valid host";
        }
        if (user != null && (!userAllowed || user.contains(":") || user.startsWith("-"))) {
            return "carries a user name or password";
        }
        if (uri.getHost().startsWith("-")) {
            return "names a host that starts with a dash";
        }
        if (uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || uri.getPath().startsWith("/-")) {
            return "has a query, a fragment or a path that starts with a dash";
        }
        if (AMBIGUOUS_PATH.matcher(uri.getRawPath()).find()) {
            return "has a path with '.', '..' or an encoded slash, which servers read in different ways";
        }
        return null;
    }

    private @Nullable String localProblem(URI uri) {
        if (uri.getPath() == null
                || uri.getHost() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            return "is not a local path";
        }
        if (localRoots.isEmpty()) {
            return "is local";
        }
        try {
            Path folder = Path.of(uri.getPath()).toRealPath();
            if (!Files.isDirectory(folder)) {
                return "is not a folder";
            }
            for (Path root : localRoots) {
                Path realRoot = root.toRealPath();
                if (folder.startsWith(realRoot) && !folder.equals(realRoot)) {
                    return null;
                }
            }
            return "lies outside";
        } catch (IOException e) {
            return "does not exist";
        }
    }

    private String allowed() {
        String remote = "https://host/path and ssh://git@host/path";
        return localRoots.isEmpty() ? remote : remote + ", and file:// below " + localRoots;
    }

    /** Without the secret of {@code user:password@} and without control characters. */
    private static String printable(String url) {
        String shown = url.replaceAll("\\p{Cntrl}", "?").replaceAll("//[^/@]*@", "//…@");
        return shown.length() > 300 ? shown.substring(0, 300) + "…" : shown;
    }
}
