package dev.slipway.cli.command;

import dev.slipway.cli.console.Artifact;
import dev.slipway.cli.console.ConsoleClient;
import dev.slipway.cli.console.Run;
import dev.slipway.cli.suite.SuiteException;
import dev.slipway.cli.terminal.Table;
import dev.slipway.cli.terminal.Terminal;
import dev.slipway.cli.terminal.Terminal.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "artifacts",
        description = "List what the builds of a run left, save one file of it, or all of it as tar archives.")
final class ArtifactsCommand extends ConsoleCommand {

    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "The beginning of its id, or: last.",
            defaultValue = "last")
    @SuppressWarnings("NullAway.Init")
    private String beginning;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "The file to save: its path as listed, or COMPONENT/PATH.")
    private @Nullable String name;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Where to save; without NAME, a tar archive of each component.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ArtifactsCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws InterruptedException {
        Run run = console().runBeginning(beginning);
        List<Artifact> artifacts = console().artifacts(run.id());
        if (name != null) {
            save(run, ArtifactFile.named(name, artifacts));
        } else if (output != null) {
            for (Artifact artifact : artifacts) {
                save(run, ArtifactFile.archive(artifact, run.version()));
            }
        } else {
            show(artifacts);
        }
        return ExitCode.OK;
    }

    private void show(List<Artifact> artifacts) {
        Terminal terminal = terminal();
        if (json) {
            terminal.line(ConsoleClient.json(artifacts));
            return;
        }
        if (artifacts.isEmpty()) {
            terminal.line("The run has no artifacts: no build of it has succeeded yet.");
            return;
        }
        Table table = new Table();
        for (Artifact artifact : artifacts) {
            table.row(
                    terminal.style(Style.BOLD, artifact.component()),
                    artifact.available() ? artifact.size() / 1024 + " KiB" : "not kept any more",
                    artifact.archive());
            artifact.files().forEach(file -> table.row("  " + file));
        }
        table.lines().forEach(terminal::line);
    }

    private void save(Run run, ArtifactFile file) throws InterruptedException {
        Path folder = output == null ? Path.of("") : output;
        try {
            Files.createDirectories(folder.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + folder, e);
        }
        Path target = folder.resolve(file.saveAs());
        if (Files.isDirectory(target)) {
            throw new SuiteException(
                    "A file %s was to be written, found a folder of that name. To do: choose another folder with --output"
                            .formatted(target));
        }
        console().download(run.id(), file.component(), file.path(), target);
        terminal().line("saved " + target);
    }
}
