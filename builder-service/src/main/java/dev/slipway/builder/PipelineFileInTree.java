package dev.slipway.builder;

import dev.slipway.pipelinefile.Component;
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
            components:
              app:
                build:
                  image: golang:1.24
                  run: ./compile.sh
                  artifacts: [ app ]
                package:
                  image: team/app
                test:
                  compose: docker-compose.yml
                  run: ./integration-test.sh
            """;

    int READ_AT_MOST = (1 << 20) + 1;

    record Found(Component component) implements PipelineFileInTree {}

    /** @param reason every mistake, a line each */
    record Unusable(String reason) implements PipelineFileInTree {}

    static PipelineFileInTree read(Path tree) {
        Path file = tree.resolve(PipelineFile.NAME);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Unusable("there is no file " + PipelineFile.NAME
                    + " at the root of the repository; the smallest one looks like this:\n" + SMALLEST);
        }
        return switch (PipelineFileReader.read(content(file))) {
            case PipelineFileResult.Valid(PipelineFile valid) -> checkedFolder(tree, valid.component());
            case PipelineFileResult.Invalid(var mistakes) ->
                new Unusable(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
        };
    }

    private static PipelineFileInTree checkedFolder(Path tree, Component component) {
        if (Files.isDirectory(tree.resolve(component.path()), LinkOption.NOFOLLOW_LINKS)) {
            return new Found(component);
        }
        return new Unusable("components." + component.name() + ".path names " + component.path()
                + ", which is no folder of the repository");
    }

    private static byte[] content(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            return bytes.readNBytes(READ_AT_MOST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
