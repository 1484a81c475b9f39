package dev.slipway.cli.lint;

import dev.slipway.pipelinefile.Build;
import dev.slipway.pipelinefile.Component;
import dev.slipway.pipelinefile.Environment;
import dev.slipway.pipelinefile.IntegrationTest;
import dev.slipway.pipelinefile.PipelineFile;
import dev.slipway.pipelinefile.PipelineFileReader;
import dev.slipway.pipelinefile.PipelineFileResult;
import dev.slipway.pipelinefile.Place;
import dev.slipway.pipelinefile.compose.ComposeFileReader;
import dev.slipway.pipelinefile.compose.ComposeFileResult;
import dev.slipway.pipelinefile.compose.StackFileReader;
import dev.slipway.pipelinefile.compose.StackFileResult;
import dev.slipway.pipelinefile.yaml.Mistake;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What the services would say to a pipeline file, and to the files that it names: folders of components, Dockerfiles,
 * Compose and stack files. Looks at the files as they lie here, committed or not.
 */
public final class Lint {

    private static final int MOST_BYTES = (1 << 20) + 1;

    private final Path repository;
    private final byte[] content;
    private final List<Mistake> mistakes = new ArrayList<>();

    /**
     * @param mistakes all of them, file by file; empty when the file is right
     * @param components names; empty when the pipeline file cannot be read
     * @param environments names
     */
    public record Result(List<Mistake> mistakes, Set<String> components, List<String> environments) {}

    private Lint(Path repository, byte[] content) {
        this.repository = repository;
        this.content = content;
    }

    /** @param file a {@code slipway.yml} that is there; its folder is the repository */
    public static Result of(Path file) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
        byte[] content = content(file);
        return switch (PipelineFileReader.read(content, folder.toString())) {
            case PipelineFileResult.Invalid(var mistakes) -> new Result(mistakes, Set.of(), List.of());
            case PipelineFileResult.Valid(var valid) -> {
                Lint lint = new Lint(folder, content);
                valid.components().forEach(lint::component);
                valid.environments().forEach(environment -> lint.environment(environment, valid));
                yield new Result(
                        lint.mistakes,
                        valid.componentNames(),
                        valid.environments().stream().map(Environment::name).toList());
            }
        };
    }

    private void component(Component component) {
        if (!Files.isDirectory(repository.resolve(component.path()))) {
            missing("no folder " + component.path(), "components", component.name(), "path");
            return;
        }
        Build build = component.build();
        String dockerfile = component.packaging().dockerfile();
        boolean isBuilt = build != null && build.artifacts().contains(dockerfile);
        if (!isBuilt && !isFile(component.inRepository(dockerfile))) {
            missing(
                    "no file " + component.inRepository(dockerfile),
                    "components",
                    component.name(),
                    "package",
                    "dockerfile");
        }
        IntegrationTest test = component.test();
        if (test != null) {
            compose(component, component.inRepository(test.compose()));
        }
    }

    private void compose(Component component, String file) {
        if (!isFile(file)) {
            missing("no file " + file, "components", component.name(), "test", "compose");
            return;
        }
        byte[] compose = content(repository.resolve(file));
        if (ComposeFileReader.read(file, compose, Set.of(component.name()))
                instanceof ComposeFileResult.Invalid(var all)) {
            mistakes.addAll(all);
        }
    }

    private void environment(Environment environment, PipelineFile valid) {
        String file = environment.stack();
        if (!isFile(file)) {
            missing("no file " + file, "environments", environment.name(), "stack");
            return;
        }
        byte[] stack = content(repository.resolve(file));
        if (StackFileReader.read(file, stack, valid.componentNames()) instanceof StackFileResult.Invalid(var all)) {
            all.stream().filter(mistake -> !mistakes.contains(mistake)).forEach(mistakes::add);
        }
    }

    private boolean isFile(String path) {
        return Files.isRegularFile(repository.resolve(path));
    }

    private void missing(String problem, String... keys) {
        mistakes.add(Place.mistake(content, List.of(keys), problem, "add it, or correct this"));
    }

    private static byte[] content(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            return bytes.readNBytes(MOST_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
