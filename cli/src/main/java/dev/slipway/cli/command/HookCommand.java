package dev.slipway.cli.command;

import dev.slipway.cli.hook.HookInstaller;
import dev.slipway.cli.suite.Secrets;
import dev.slipway.cli.suite.SuiteHome;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "hook", description = "Connect a bare repository on this machine.")
final class HookCommand extends ConsoleCommand {

    HookCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        terminal().line("Usage: ./slipway hook install REPOSITORY.git");
        return ExitCode.USAGE;
    }

    static HookInstaller installer(Surroundings surroundings) {
        SuiteHome home = surroundings.home();
        return new HookInstaller(
                home.checkout().resolve("hooks/post-receive"),
                surroundings.consoleAddress().toString(),
                Secrets.ensure(home.secret("hook.token")),
                surroundings.suite().repositoryRoots());
    }

    @Command(
            name = "install",
            description = "Write a post-receive hook that reports every push; a push never waits for Slipway.",
            footer = {"", "Example: ./slipway hook install /srv/git/app.git"})
    static final class Install extends ConsoleCommand {

        @Parameters(paramLabel = "REPOSITORY", description = "Path of a bare repository.")
        @SuppressWarnings("NullAway.Init")
        private Path repository;

        Install(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            Path hook = installer(surroundings()).install(repository);
            terminal().line("Written: " + hook);
            terminal().line("Every push to it is built from now on: ./slipway tail shows it.");
            return ExitCode.OK;
        }
    }
}
