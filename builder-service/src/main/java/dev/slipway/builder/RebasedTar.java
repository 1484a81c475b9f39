package dev.slipway.builder;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A tree on its way into a container: in another folder, and somebody else's. */
final class RebasedTar {

    private RebasedTar() {}

    /** The tree as files of the build user below {@code folder}, a path without leading slash. */
    static void into(String folder, int owner, InputStream tree, OutputStream result) throws IOException {
        try (TarArchiveOutputStream tar = writer(result)) {
            TarArchiveEntry root = new TarArchiveEntry(folder + "/");
            root.setIds(owner, owner);
            tar.putArchiveEntry(root);
            tar.closeArchiveEntry();
            copy(tree, tar, folder + "/", owner);
        }
    }

    private static void copy(InputStream from, TarArchiveOutputStream to, String prefix, int owner) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(from);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            entry.setName(prefix + entry.getName());
            entry.setIds(owner, owner);
            entry.setUserName("");
            entry.setGroupName("");
            if (entry.isLink()) {
                entry.setLinkName(prefix + entry.getLinkName());
            }
            to.putArchiveEntry(entry);
            tar.transferTo(to);
            to.closeArchiveEntry();
        }
    }

    static TarArchiveOutputStream writer(OutputStream result) {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(result, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        return tar;
    }
}
