package dev.slipway.pipelinefile;

/** Reads {@code slipway.yml}. */
public final class PipelineFileReader {

    private PipelineFileReader() {}

    /** @param content the file as stored in the revision: UTF-8, at most 1 MiB */
    public static PipelineFileResult read(byte[] content) {
        throw new UnsupportedOperationException();
    }
}
