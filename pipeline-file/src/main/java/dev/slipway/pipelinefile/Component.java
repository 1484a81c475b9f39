package dev.slipway.pipelinefile;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One of the things that a repository is made of: it has an image of its own.
 *
 * @param name {@code [a-z][a-z0-9-]*}, at most 40 characters
 * @param path folder of the component relative to the repository, {@code "."} for the repository itself
 * @param build absent when nothing is compiled: the folder itself is what is packaged
 * @param test absent when the image goes on untested
 */
public record Component(
        String name,
        String path,
        @Nullable Build build,
        Packaging packaging,
        @Nullable IntegrationTest test) {

    private static final int LONGEST_NAME = 40;

    /** The name of a repository's only component when its file names none: the repository's own. */
    static String nameFrom(String repository) {
        String name = repository
                .replaceFirst("/+$", "")
                .replaceFirst(".*[/:]", "")
                .replaceFirst("\\.git$", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceFirst("^[^a-z]+", "");
        String cut = name.substring(0, Math.min(name.length(), LONGEST_NAME)).replaceFirst("-$", "");
        return cut.isEmpty() ? "app" : cut;
    }

    /** A file of the component as a path of the repository. */
    public String inRepository(String file) {
        return path.equals(".") ? file : path + "/" + file;
    }
}
