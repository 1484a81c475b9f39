package dev.slipway.cli.suite;

import dev.slipway.cli.suite.SuiteReport.Phase;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The local suite as the commands see it: up, down, how it is. */
public final class Suite {

    /** The hidden command that becomes the supervisor. */
    public static final String SUPERVISE = "supervise";

    /** How people see the process that watches over the parts. */
    public static final String SUPERVISOR = "supervisor";

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration UP_WITHIN = Duration.ofMinutes(10);
    private static final Duration DOWN_WITHIN = Duration.ofSeconds(75);

    private final SuiteHome home;
    private final Map<String, String> environment;
    private final Clock clock;

    public Suite(SuiteHome home, Map<String, String> environment, Clock clock) {
        this.home = home;
        this.environment = environment;
        this.clock = clock;
    }

    public SuiteHome home() {
        return home;
    }

    /** The numbers that {@code up} would use, or uses. */
    public Ports ports() {
        return Ports.resolve(home.ports(), environment, null);
    }

    /** Whether a supervisor watches over this state directory. */
    public boolean running() {
        return SuiteLock.held(home.supervisorLock());
    }

    /** What the supervisor said last; empty when there is none. */
    public Optional<SuiteReport> report() {
        return running() ? SuiteReport.read(home.report()) : Optional.empty();
    }

    /** Folders below which the builder may clone local repositories. */
    public List<Path> repositoryRoots() {
        return List.of(home.repositories(), ServiceConfiguration.GIT_ROOT);
    }

    /** The zone of the local name server. */
    public static String zone() {
        return ServiceConfiguration.ZONE;
    }

    /**
     * Starts the suite unless it runs, and waits until every part is ready.
     *
     * @param portBase moves all ports, and is remembered
     * @param scale how many replicas; null for one of each, or those of a suite that runs already
     * @param progress is given the report again and again
     * @return false when it ran already
     * @throws SuiteException when it cannot run; then nothing of it runs
     */
    public boolean up(@Nullable Integer portBase, @Nullable Scale scale, Consumer<SuiteReport> progress)
            throws InterruptedException {
        if (running()) {
            refuseOtherScale(scale);
            awaitRunning(ProcessHandle.current(), progress);
            return false;
        }
        Ports ports = Ports.resolve(home.ports(), environment, portBase);
        List<Part> parts =
                Parts.all(home, ports, environment, scale == null ? Scale.SINGLE : scale, new ClassArchive(home));
        stopOthers(parts);
        refuseTakenPorts(parts, ports);
        ports.write(home.ports());
        (scale == null ? Scale.SINGLE : scale).write(home.scale());
        SuiteFiles.delete(home.report());
        awaitRunning(startSupervisor(), progress);
        return true;
    }

    private void refuseOtherScale(@Nullable Scale wanted) {
        Scale running = Scale.read(home.scale());
        if (wanted != null && !wanted.equals(running)) {
            throw new SuiteException("""
                    The suite was wanted with %s, found it running with %s.
                    To do: ./slipway down, then up again with --scale.""".formatted(wanted, running));
        }
    }

    /** Replicas that outlived their supervisor and are no longer wanted. */
    private void stopOthers(List<Part> wanted) throws InterruptedException {
        Set<String> names = wanted.stream().map(Part::name).collect(Collectors.toSet());
        PartShutdown.stop(recordedParts(new ClassArchive(home)).stream()
                .filter(part -> !names.contains(part.name()))
                .toList());
    }

    private List<Part> recordedParts(ClassArchive classes) {
        return Parts.all(home, ports(), environment, Scale.read(home.scale()), classes);
    }

    private void refuseTakenPorts(List<Part> parts, Ports ports) {
        // A part that outlived its supervisor holds its own port.
        List<PartPort> wanted = parts.stream()
                .filter(part -> !part.alive())
                .flatMap(part -> part.ports().stream())
                .toList();
        List<TakenPorts.Taken> taken = TakenPorts.among(wanted, ports);
        if (!taken.isEmpty()) {
            throw new SuiteException(TakenPorts.message(taken, ports.of(Port.REGISTRY), home.ports()));
        }
    }

    /** In a session of its own, so that neither Ctrl-C nor the end of the terminal reaches it. */
    private ProcessHandle startSupervisor() {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(Jvm.supervisor());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.slipway.cli.Main", SUPERVISE));
        Path log = home.log(SUPERVISOR);
        SuiteFiles.beginLog(log);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.checkout().toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // All parts inherit it: each further arena of the C library keeps memory that nobody uses.
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "1");
        builder.environment().put("SLIPWAY_ROOT", home.checkout().toString());
        builder.environment().put("SLIPWAY_HOME", home.directory().toString());
        builder.environment().put("SLIPWAY_INSTANCE", home.instance());
        try {
            return builder.start().toHandle();
        } catch (IOException e) {
            throw new SuiteException("cannot start the supervisor: " + e.getMessage(), e);
        }
    }

    private void awaitRunning(ProcessHandle supervisor, Consumer<SuiteReport> progress) throws InterruptedException {
        boolean settled = Await.until(UP_WITHIN, POLL, () -> {
            Optional<SuiteReport> report = SuiteReport.read(home.report());
            report.ifPresent(progress);
            return report.filter(it -> it.phase() != Phase.STARTING).isPresent() || !supervisor.isAlive();
        });
        SuiteReport report = SuiteReport.read(home.report())
                .orElseThrow(() -> new SuiteException("The supervisor ended at once; see " + home.log(SUPERVISOR)));
        if (report.phase() == Phase.FAILED && report.problem() != null) {
            throw new SuiteException("The suite is not up: " + report.problem());
        }
        if (!settled || report.phase() != Phase.RUNNING) {
            throw new SuiteException(
                    "The suite is not up, it is %s; see %s".formatted(report.phase(), home.log(SUPERVISOR)));
        }
    }

    /** Becomes the supervisor; returns when the suite is down. */
    public boolean supervise(PrintWriter log) throws InterruptedException {
        Optional<SuiteLock> lock = SuiteLock.acquire(home.supervisorLock());
        if (lock.isEmpty()) {
            throw new SuiteException("Another supervisor watches over " + home.directory() + " already.");
        }
        try (SuiteLock held = lock.get()) {
            ClassArchive classes = new ClassArchive(home);
            Supervisor supervisor = new Supervisor(home, ports(), recordedParts(classes), log, clock);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                classes.stop();
                stop(supervisor);
            }));
            Thread.ofPlatform().daemon().start(() -> make(classes, supervisor));
            return supervisor.run();
        }
    }

    private static void make(ClassArchive classes, Supervisor supervisor) {
        try {
            supervisor.awaitAllReady();
            classes.make(supervisor);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(Supervisor supervisor) {
        try {
            supervisor.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Stops everything, also what a killed supervisor left behind. Idempotent.
     *
     * @return whether anything ran
     */
    public boolean down() throws InterruptedException {
        boolean ran = running();
        if (ran) {
            SuiteReport.read(home.report())
                    .flatMap(report -> ProcessHandle.of(report.supervisor()))
                    .ifPresent(this::endSupervisor);
        }
        List<Part> parts = recordedParts(new ClassArchive(home));
        boolean left = parts.stream().anyMatch(Part::alive);
        PartShutdown.stop(parts);
        return ran || left;
    }

    private void endSupervisor(ProcessHandle supervisor) {
        supervisor.destroy();
        try {
            if (!Await.until(DOWN_WITHIN, POLL, () -> !running())) {
                supervisor.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What may go wrong with the chosen ports later on. */
    public Optional<String> portWarning() {
        return LentPorts.ofThisMachine().flatMap(lent -> lent.warning(ports()));
    }

    /** Removes everything that {@link #down} leaves: stacks, containers, volumes, networks, the state directory. */
    public void forget() throws InterruptedException {
        new EngineLeftovers(home.instance()).remove();
        home.forget();
    }
}
