package dev.slipway.artifact;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes an archive in which nothing tells who wrote it, when and where. Closing it ends the archive, not the stream. */
final class TarWriter implements AutoCloseable {

    private static final int EXECUTABLE = 0755;
    private static final int PLAIN = 0644;

    private final TarArchiveOutputStream tar;

    TarWriter(OutputStream target) {
        tar = new TarArchiveOutputStream(new Unclosed(target), StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    void directory(String path) throws IOException {
        put(new TarArchiveEntry(path + "/"), EXECUTABLE);
        tar.closeArchiveEntry();
    }

    void link(String path, String target) throws IOException {
        var entry = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        put(entry, EXECUTABLE);
        tar.closeArchiveEntry();
    }

    void file(String path, long size, boolean executable, InputStream content) throws IOException {
        startFile(path, size, executable);
        content.transferTo(tar);
        tar.closeArchiveEntry();
    }

    /** @param written paths that are in this archive already */
    void copy(TarEntry entry, TarReader reader, Set<String> written) throws IOException {
        switch (entry) {
            case TarEntry.Directory directory -> directory(directory.path());
            case TarEntry.SymbolicLink link -> link(link.path(), link.target());
            case TarEntry.File file -> {
                startFile(file.path(), file.size(), file.executable());
                reader.copyContent(tar);
                tar.closeArchiveEntry();
            }
            case TarEntry.HardLink link -> {
                if (!written.contains(link.target())) {
                    throw new UnsafeArchiveException(
                            EntryPath.shown(link.path()),
                            "is a hard link to " + EntryPath.shown(link.target()) + ", which is not picked before it");
                }
                var hardLink = new TarArchiveEntry(link.path(), TarConstants.LF_LINK);
                hardLink.setLinkName(link.target());
                put(hardLink, PLAIN);
                tar.closeArchiveEntry();
            }
        }
    }

    private void startFile(String path, long size, boolean executable) throws IOException {
        var entry = new TarArchiveEntry(path);
        entry.setSize(size);
        put(entry, executable ? EXECUTABLE : PLAIN);
    }

    private void put(TarArchiveEntry entry, int mode) throws IOException {
        entry.setMode(mode);
        entry.setIds(0, 0);
        entry.setNames("", "");
        entry.setLastModifiedTime(FileTime.from(Archive.TIME));
        tar.putArchiveEntry(entry);
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            out.write(buffer, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
