package dev.slipway.console.domain;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * Clone URL of a repository, without a password in it: it is stored, published and shown. Which of them may really be
 * cloned is the builder's policy; here only the shape counts.
 */
public final class RepositoryUrl {

    public static final String WANTED = "a clone URL such as https://git.example.com/acme/app.git, "
            + "ssh://git@git.example.com/acme/app.git or file:///srv/git/app.git, without user name and password "
            + "(ssh may name a user), of at most 500 characters";

    private static final int LONGEST = 500;
    private static final Set<String> SCHEMES = Set.of("https", "ssh", "file");

    private RepositoryUrl() {}

    public static boolean isValid(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        try {
            URI url = new URI(text);
            return url.getScheme() != null
                    && SCHEMES.contains(url.getScheme())
                    && hasRightHost(url)
                    && hasNoCredentials(url)
                    && hasPath(url)
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean hasRightHost(URI url) {
        return url.getScheme().equals("file")
                ? url.getRawAuthority() == null
                : url.getHost() != null && !url.getHost().startsWith("-");
    }

    private static boolean hasNoCredentials(URI url) {
        String user = url.getRawUserInfo();
        return user == null || (url.getScheme().equals("ssh") && user.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*"));
    }

    private static boolean hasPath(URI url) {
        String path = url.getPath();
        return path != null
                && path.length() > 1
                && !path.startsWith("//")
                && !path.contains("/../")
                && !path.endsWith("/..");
    }
}
