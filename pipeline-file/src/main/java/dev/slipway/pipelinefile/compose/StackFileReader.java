package dev.slipway.pipelinefile.compose;

import java.util.Set;

/** Reads a stack file. */
public final class StackFileReader {

    private StackFileReader() {}

    /**
     * @param file path of the file as its author knows it, for the mistakes
     * @param content UTF-8, at most 256 KiB
     * @param components names of the components whose images the file may use as {@code ${IMAGE_<component>}}
     */
    public static StackFileResult read(String file, byte[] content, Set<String> components) {
        throw new UnsupportedOperationException();
    }
}
