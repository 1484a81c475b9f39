package dev.slipway.cli.command;

import dev.slipway.cli.console.ConsoleClient;
import dev.slipway.cli.lint.Lint;
import dev.slipway.cli.terminal.Terminal;
import dev.slipway.cli.terminal.Terminal.Style;
import dev.slipway.pipelinefile.PipelineFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "lint",
        description = "Check a repository's slipway.yml and the files it names, before pushing. Needs no suite.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no mistake", "1:mistakes, or no slipway.yml", "2:the command line was wrong"})
final class LintCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "FILE|FOLDER",
            arity = "0..1",
            defaultValue = ".",
            description = "A slipway.yml, or the folder it lies in (this one).")
    @SuppressWarnings("NullAway.Init")
    private Path named;

    @Option(names = "--json", description = "Print the mistakes as a JSON list.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    LintCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path file = Files.isDirectory(named) ? named.resolve(PipelineFile.NAME) : named;
        if (!Files.isRegularFile(file)) {
            Terminal err = surroundings.terminal(spec.commandLine().getErr());
            err.line(err.style(Style.RED, "✗ ") + "There is no file " + file + ". The smallest one is: version: 1");
            return ExitCode.FAILED;
        }
        Lint.Result result = Lint.of(file);
        Terminal terminal = surroundings.terminal(spec.commandLine().getOut());
        if (json) {
            terminal.line(ConsoleClient.json(result.mistakes()));
        } else if (result.mistakes().isEmpty()) {
            terminal.line(terminal.style(Style.GREEN, "✓ ") + file + " is right: components "
                    + String.join(", ", result.components()) + "; "
                    + (result.environments().isEmpty()
                            ? "no environments, images are published only"
                            : "environments " + String.join(", ", result.environments())));
        } else {
            result.mistakes().forEach(mistake -> terminal.line(mistake.toString()));
        }
        return result.mistakes().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
}
