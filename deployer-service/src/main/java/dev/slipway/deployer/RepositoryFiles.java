package dev.slipway.deployer;

import dev.slipway.deployer.port.SourceSnapshot;
import dev.slipway.events.Digest;
import dev.slipway.events.Failure;
import dev.slipway.pipelinefile.Environment;
import dev.slipway.pipelinefile.PipelineFile;
import dev.slipway.pipelinefile.PipelineFileReader;
import dev.slipway.pipelinefile.PipelineFileResult;
import dev.slipway.pipelinefile.compose.StackFile;
import dev.slipway.pipelinefile.compose.StackFileReader;
import dev.slipway.pipelinefile.compose.StackFileResult;
import dev.slipway.pipelinefile.yaml.Mistake;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a repository says about its deployment. */
final class RepositoryFiles {

    /** {@code slipway.yml}, or what is wrong with it. */
    sealed interface Pipeline {

        record Valid(PipelineFile file) implements Pipeline {}

        record Invalid(Failure failure) implements Pipeline {}
    }

    /** A stack file, or what is wrong with it. */
    sealed interface Stack {

        record Valid(StackFile file) implements Stack {}

        record Invalid(Failure failure) implements Stack {}
    }

    private final SourceSnapshot snapshot;

    RepositoryFiles(SourceSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** @param repository clone URL */
    Pipeline pipeline(Digest source, String repository) {
        Optional<byte[]> content = snapshot.file(source, PipelineFile.NAME);
        if (content.isEmpty()) {
            return new Pipeline.Invalid(missing(PipelineFile.NAME, "add it at the root of the repository"));
        }
        return switch (PipelineFileReader.read(content.get(), repository)) {
            case PipelineFileResult.Valid valid -> new Pipeline.Valid(valid.file());
            case PipelineFileResult.Invalid invalid ->
                new Pipeline.Invalid(mistakes(PipelineFile.NAME, invalid.mistakes()));
        };
    }

    /** @param components whose images the stack may name */
    Stack stack(Digest source, Environment environment, Set<String> components) {
        Optional<byte[]> content = snapshot.file(source, environment.stack());
        if (content.isEmpty()) {
            return new Stack.Invalid(missing(
                    environment.stack(),
                    "add it, or correct environments." + environment.name() + ".stack in " + PipelineFile.NAME));
        }
        return switch (StackFileReader.read(environment.stack(), content.get(), components)) {
            case StackFileResult.Valid valid -> new Stack.Valid(valid.file());
            case StackFileResult.Invalid invalid ->
                new Stack.Invalid(mistakes(environment.stack(), invalid.mistakes()));
        };
    }

    private static Failure missing(String file, String advice) {
        return Failure.failure("read " + file, "the revision has no file " + file + ": " + advice);
    }

    private static Failure mistakes(String file, List<Mistake> mistakes) {
        return Failure.failure(
                "read " + file, mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
    }
}
