package dev.slipway.console.domain;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A repository that somebody connected: webhooks may tell of it, and its refs are looked at.
 *
 * @param name the operator's name for it; part of the address of its webhook
 * @param url its clone URL, and what every run of it says
 * @param webhook absent when no forge tells of it
 * @param sweep how often its refs are looked at; zero for never
 */
public record ConnectedRepository(
        String name, String url, @Nullable Webhook webhook, Duration sweep) {

    /**
     * How a forge proves that it is the one.
     *
     * @param secretFiles each holds one secret; all are valid, so that one can be replaced by another in peace
     */
    public record Webhook(Forge forge, List<Path> secretFiles) {

        public Webhook {
            secretFiles = List.copyOf(secretFiles);
        }
    }

    public ConnectedRepository {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException("slipway.console.repositories." + name
                    + ": a name of lower-case letters, digits and dashes was wanted, because it is part of a URL");
        }
        if (!RepositoryUrl.isValid(url)) {
            throw new IllegalArgumentException(
                    "slipway.console.repositories." + name + ".url: wanted " + RepositoryUrl.WANTED);
        }
    }

    public boolean isSwept() {
        return sweep.isPositive();
    }

    /**
     * Whether a forge means this repository by {@code acme/app}: the end of the clone URL's path, whatever the letter case,
     * as forges have it.
     */
    public boolean isCalled(String fullName) {
        String path = url.replaceFirst("/+$", "").replaceFirst("\\.git$", "");
        return !fullName.isEmpty()
                && path.regionMatches(
                        true, path.length() - fullName.length() - 1, "/" + fullName, 0, fullName.length() + 1);
    }
}
