package dev.slipway.tester.outbound.container;

import dev.slipway.engine.Ownership;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Where the script works: {@code /workspace} with the whole source, owned by an ordinary user. */
final class Workspace {

    static final String ROOT = "/workspace";
    static final long USER = 1000;
    private static final int FOLDER_MODE = 0755;

    private Workspace() {}

    /** Name of the script's container, the same for every attempt. */
    static String containerOf(Ownership owner) {
        return owner.name("script");
    }

    static String folder(String component) {
        return component.equals(".") ? ROOT : ROOT + "/" + component;
    }

    /** Last segment of the component's folder: with it begin the names in an archive that comes out of the container. */
    static String folderName(String component) {
        String folder = folder(component);
        return folder.substring(folder.lastIndexOf('/') + 1);
    }

    /**
     * Writes the source so that unpacked at {@code /} it becomes the workspace. The folder itself is part of it: the
     * engine makes a working directory for root, and the script has to write there.
     */
    static void pack(InputStream source, OutputStream target) throws IOException {
        TarArchiveInputStream in = new TarArchiveInputStream(source);
        TarArchiveOutputStream out = new TarArchiveOutputStream(target);
        out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        out.setAddPaxHeadersForNonAsciiNames(true);
        String root = ROOT.substring(1) + "/";
        TarArchiveEntry folder = new TarArchiveEntry(root);
        folder.setMode(FOLDER_MODE);
        write(folder, out);
        for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            entry.setName(root + entry.getName());
            if (entry.getLinkFlag() == TarConstants.LF_LINK) {
                entry.setLinkName(root + entry.getLinkName());
            }
            entry.setIds((int) USER, (int) USER);
            out.putArchiveEntry(entry);
            in.transferTo(out);
            out.closeArchiveEntry();
        }
        out.finish();
        out.flush();
    }

    private static void write(TarArchiveEntry entry, TarArchiveOutputStream out) throws IOException {
        entry.setIds((int) USER, (int) USER);
        out.putArchiveEntry(entry);
        out.closeArchiveEntry();
    }
}
