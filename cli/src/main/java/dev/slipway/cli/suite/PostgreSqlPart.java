package dev.slipway.cli.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A PostgreSQL server as a child process, on loopback only, with its durability switched on. One database, and for each
 * service a role with a schema of its own.
 */
final class PostgreSqlPart implements Part {

    private static final String NAME = "postgresql";
    private static final Duration REPLACE_WITHIN = Duration.ofSeconds(20);

    private final SuiteHome home;
    private final int port;
    private final Path directory;
    private final Path data;
    private final ManagedProcess process;
    private final ServiceSchemas schemas;

    PostgreSqlPart(SuiteHome home, Ports ports, List<String> services) {
        this.home = home;
        this.port = ports.of(Port.POSTGRESQL);
        this.directory = home.directory().resolve(NAME);
        this.data = directory.resolve("data");
        this.process = new ManagedProcess(home.pidFile(NAME), home.log(NAME));
        this.schemas = new ServiceSchemas(home, port, services);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Tier tier() {
        return Tier.FOUNDATION;
    }

    @Override
    public List<PartPort> ports() {
        return List.of(new PartPort(Port.POSTGRESQL));
    }

    @Override
    public void start() throws InterruptedException {
        Path server = PostgreSqlBinaries.unpackInto(directory);
        List<String> unprivileged = unprivileged();
        if (!Files.exists(data)) {
            initialise(server, unprivileged);
        }
        checkVersion(server);
        List<String> command = command(server, unprivileged);
        if (!process.alive()) {
            removeStalePidFile();
        }
        process.ensure(command, Fingerprint.of(String.join(" ", command)), REPLACE_WITHIN);
    }

    private List<String> command(Path server, List<String> unprivileged) {
        List<String> command = new ArrayList<>(unprivileged);
        command.addAll(List.of(
                server.resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-h",
                "127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=on",
                "-c",
                "synchronous_commit=on",
                "-c",
                "shared_buffers=24MB",
                "-c",
                "max_connections=120"));
        return command;
    }

    /**
     * PostgreSQL refuses to run as root. In a user namespace of its own without any mapping, root's processes are
     * nobody with root's files: no other user, no change of owner, and it also works below a home directory that only
     * root may enter.
     */
    private static List<String> unprivileged() throws InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        List<String> prefix = List.of("unshare", "--user");
        Shell.Result tried = Shell.run(List.of("unshare", "--user", "true"));
        if (!tried.succeeded()) {
            throw new SuiteException("""
                    PostgreSQL does not run as root, so a user namespace was wanted for it; found: %s
                    To do: run ./slipway as an ordinary user, or allow user namespaces (user.max_user_namespaces).""".formatted(tried.output()));
        }
        return prefix;
    }

    /** In another directory first: an interrupted initdb leaves nothing that looks like a database. */
    private void initialise(Path server, List<String> unprivileged) throws InterruptedException {
        Secrets.ensure(home.secret("postgresql-superuser.password"));
        Path fresh = directory.resolve("data.new");
        SuiteFiles.delete(fresh);
        List<String> command = new ArrayList<>(unprivileged);
        command.addAll(List.of(
                server.resolve("bin/initdb").toString(),
                "--pgdata=" + fresh,
                "--username=" + ServiceSchemas.SUPERUSER,
                "--pwfile=" + home.secret("postgresql-superuser.password"),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale"));
        Shell.run(command).orFail("The set-up of a database in " + data);
        try {
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + data, e);
        }
    }

    private void checkVersion(Path server) throws InterruptedException {
        try {
            String files = Files.readString(data.resolve("PG_VERSION")).strip();
            String program = Shell.run(List.of(server.resolve("bin/postgres").toString(), "--version"))
                    .output();
            if (!program.contains(" " + files + ".") && !program.endsWith(" " + files)) {
                throw new SuiteException("""
                        The database in %s was written by PostgreSQL %s, this suite brings "%s".
                        To do: go on with the older Slipway, or start anew with ./slipway down --volumes.""".formatted(data, files, program));
            }
        } catch (IOException e) {
            throw new SuiteException("The database in " + data + " is damaged: " + e.getMessage()
                    + ". To do: restore it, or start anew with ./slipway down --volumes.");
        }
    }

    /**
     * After a crash, the number in the server's own pid file may belong to anybody, and the server would refuse to
     * start. The file goes when that process has nothing to do with this directory.
     */
    private void removeStalePidFile() {
        Path file = data.resolve("postmaster.pid");
        try {
            if (!Files.exists(file)) {
                return;
            }
            String pid = Files.readAllLines(file).getFirst().strip();
            Path commandLine = Path.of("/proc", pid, "cmdline");
            if (!Files.exists(commandLine) || !Files.readString(commandLine).contains(data.toString())) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot check " + file, e);
        }
    }

    @Override
    public boolean ready() {
        return schemas.ensured();
    }

    @Override
    public boolean alive() {
        return process.alive();
    }

    /** SIGINT: disconnects everybody, writes a checkpoint, ends. */
    @Override
    public void stop(Duration within) throws InterruptedException {
        process.stop("INT", within);
    }

    @Override
    public OptionalLong pid() {
        return process.pid();
    }

    @Override
    public String lastWords() {
        return process.lastWords();
    }
}
