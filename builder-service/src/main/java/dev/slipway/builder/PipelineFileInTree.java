package dev.slipway.builder;

import dev.slipway.pipelinefile.PipelineFile;
import dev.slipway.pipelinefile.PipelineFileReader;
import dev.slipway.pipelinefile.PipelineFileResult;
import dev.slipway.pipelinefile.yaml.Mistake;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** What a checked out tree says about itself. */
sealed interface PipelineFileInTree {

    String SMALLEST = """
            version: 1
            """;

    int READ_AT_MOST = (1 << 20) + 1;

    record Found(PipelineFile file) implements PipelineFileInTree {}

    /** @param reason every mistake, a line each */
    record Unusable(String reason) implements PipelineFileInTree {}

    /** @param repository clone URL */
    static PipelineFileInTree read(Path tree, String repository) {
        Path file = tree.resolve(PipelineFile.NAME);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Unusable("there is no file " + PipelineFile.NAME
                    + " at the root of the repository; the smallest one packages the Dockerfile beside it:\n"
                    + SMALLEST);
        }
        return switch (PipelineFileReader.read(content(file), repository)) {
            case PipelineFileResult.Valid(PipelineFile valid) -> checkedFolders(tree, valid);
            case PipelineFileResult.Invalid(var mistakes) ->
                new Unusable(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
        };
    }

    private static PipelineFileInTree checkedFolders(Path tree, PipelineFile file) {
        String mistakes = file.components().stream()
                .filter(component -> !Files.isDirectory(tree.resolve(component.path()), LinkOption.NOFOLLOW_LINKS))
                .map(component -> "components." + component.name() + ".path names " + component.path()
                        + ", which is no folder of the repository")
                .collect(Collectors.joining("\n"));
        return mistakes.isEmpty() ? new Found(file) : new Unusable(mistakes);
    }

    private static byte[] content(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            return bytes.readNBytes(READ_AT_MOST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
