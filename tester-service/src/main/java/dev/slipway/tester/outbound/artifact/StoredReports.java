package dev.slipway.tester.outbound.artifact;

import dev.slipway.artifact.Archive;
import dev.slipway.artifact.ArchiveLimits;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.artifact.Selection;
import dev.slipway.artifact.UnsafeArchiveException;
import dev.slipway.steplog.StepLog;
import dev.slipway.tester.domain.Reports;
import dev.slipway.tester.outbound.report.JUnitReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Picks the reports out of what the script left, keeps them as one archive in the store, and reads them. */
public final class StoredReports {

    private static final long MIB = 1024L * 1024;
    private static final ArchiveLimits LIMITS = new ArchiveLimits(4096 * MIB, 500_000, 4096);
    private static final int REPORT_BYTES = (int) (16 * MIB);

    private final ArtifactStore store;

    public StoredReports(ArtifactStore store) {
        this.store = store;
    }

    /**
     * @param folder uncompressed tar of the component's folder; its entries' names begin with {@code name}
     * @param patterns relative to that folder; not empty
     */
    public Reports keepAndRead(InputStream folder, String name, List<String> patterns, StepLog log) {
        try {
            Path selected = Files.createTempFile("slipway-reports", ".tar");
            try {
                Selection selection;
                try (OutputStream target = Files.newOutputStream(selected)) {
                    selection = Archive.select(folder, name, patterns, LIMITS, target);
                }
                selection
                        .unmatched()
                        .forEach(pattern ->
                                log.say("no file matches the reports " + pattern.substring(name.length() + 1)));
                return selection.files().isEmpty() ? Reports.NONE : keepAndRead(selected, selection.files(), log);
            } catch (UnsafeArchiveException e) {
                return new Reports.Unreadable(e.entry() + ": " + e.reason());
            } finally {
                Files.delete(selected);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the reports cannot be copied", e);
        }
    }

    private Reports keepAndRead(Path archive, List<String> files, StepLog log) throws IOException {
        try (InputStream content = Files.newInputStream(archive)) {
            log.say("kept " + files.size() + " test reports as " + store.put(content));
        }
        Reports.Read sum = (Reports.Read) Reports.NONE;
        for (String file : files) {
            switch (read(archive, file)) {
                case Reports.Unreadable unreadable -> {
                    return unreadable;
                }
                case Reports.Read read -> sum = sum.plus(read);
            }
        }
        return sum;
    }

    private static Reports read(Path archive, String file) throws IOException {
        try (InputStream content = Files.newInputStream(archive)) {
            return Archive.readFile(content, file, REPORT_BYTES)
                    .map(xml -> JUnitReport.read(file, xml))
                    .orElseThrow(() -> new IllegalStateException(file + " was picked, but is not in the archive"));
        }
    }
}
