package dev.slipway.builder;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Moves the entries of a tar to another folder and owner, on the way into a build container and out of it. */
final class RebasedTar {

    private RebasedTar() {}

    /** The tree as files of the build user below {@code folder}, a path without leading slash. */
    static void into(String folder, int owner, InputStream tree, OutputStream result) throws IOException {
        try (TarArchiveOutputStream tar = writer(result)) {
            TarArchiveEntry root = new TarArchiveEntry(folder + "/");
            root.setIds(owner, owner);
            tar.putArchiveEntry(root);
            tar.closeArchiveEntry();
            copy(tree, tar, name -> folder + "/" + name, owner);
        }
    }

    /** The tree that an engine hands out under the name of its top folder, without that name; owners become 0. */
    static void outOf(InputStream named, OutputStream result) throws IOException {
        try (TarArchiveOutputStream tar = writer(result)) {
            copy(named, tar, name -> name.substring(name.indexOf('/') + 1), 0);
        }
    }

    private static void copy(InputStream from, TarArchiveOutputStream to, UnaryOperator<String> moved, int owner)
            throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(from);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            String name = moved.apply(entry.getName());
            if (name.isEmpty()) {
                continue;
            }
            entry.setName(name);
            entry.setIds(owner, owner);
            entry.setUserName("");
            entry.setGroupName("");
            if (entry.isLink()) {
                entry.setLinkName(moved.apply(entry.getLinkName()));
            }
            to.putArchiveEntry(entry);
            tar.transferTo(to);
            to.closeArchiveEntry();
        }
    }

    private static TarArchiveOutputStream writer(OutputStream result) {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(result, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        return tar;
    }
}
