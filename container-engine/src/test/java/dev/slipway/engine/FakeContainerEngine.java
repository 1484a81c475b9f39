package dev.slipway.engine;

import dev.slipway.engine.ContainerExit.Lost;
import dev.slipway.engine.ContainerExit.Reason;
import dev.slipway.engine.EngineObject.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An engine in memory that keeps state, insists on the protocol and runs scripted commands. A command nobody scripted
 * cannot be started. Thread-safe.
 *
 * <pre>{@code
 * var engine = new FakeContainerEngine(Clock.systemUTC());
 * engine.script(c -> { c.out("compiled\n"); c.writeFile("/src/app", "binary"); return 0; }, "sh", "-c", "./compile.sh");
 * engine.failAtCall(3);   // the third call from now on throws a retryable ContainerEngineException, once
 * }</pre>
 */
public final class FakeContainerEngine implements ContainerEngine {

    private record Script(Predicate<ContainerSpec> matches, FakeCommand command) {}

    private final Clock clock;
    private final Map<String, FakeContainer> containers = new LinkedHashMap<>();
    private final Map<String, EngineObject> others = new LinkedHashMap<>();
    private final Deque<Script> scripts = new ArrayDeque<>();
    private final Set<String> missingImages = new HashSet<>();
    private final List<String> calls = new ArrayList<>();
    private int callsUntilFailure;
    private long volumeSize;

    public FakeContainerEngine(Clock clock) {
        this.clock = clock;
    }

    /** Scripts exactly this argument vector. */
    public void script(FakeCommand command, String... argv) {
        List<String> wanted = List.of(argv);
        script(spec -> spec.command().equals(wanted), command);
    }

    /** The latest script that matches is run. */
    public synchronized void script(Predicate<ContainerSpec> matches, FakeCommand command) {
        scripts.push(new Script(matches, command));
    }

    /** The {@code n}th call of the port from now on fails once; 1 is the next one. */
    public synchronized void failAtCall(int n) {
        callsUntilFailure = n;
    }

    public synchronized void sizeOfVolumes(long bytes) {
        volumeSize = bytes;
    }

    public synchronized void missImage(String image) {
        missingImages.add(image);
    }

    /** Takes every running container down, as an engine does that is restarted. */
    public void restart() {
        all().forEach(container -> container.kill(new Lost(Reason.ENGINE_RESTARTED)));
    }

    /** What was called so far, such as {@code start slipway-main-builder-17-build}. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    public Optional<FakeContainer> container(String name) {
        return all().stream().filter(it -> it.spec().name().equals(name)).findFirst();
    }

    private synchronized List<FakeContainer> all() {
        return List.copyOf(containers.values());
    }

    private synchronized void call(String operation) {
        calls.add(operation);
        if (callsUntilFailure > 0 && --callsUntilFailure == 0) {
            throw new ContainerEngineException(operation, true, "told to fail", null);
        }
    }

    private static ContainerEngineException refused(String operation, String reason) {
        return new ContainerEngineException(operation, false, reason, null);
    }

    private synchronized Optional<FakeContainer> present(ContainerHandle handle) {
        return Optional.ofNullable(containers.get(handle.id()));
    }

    private FakeContainer required(ContainerHandle handle, String operation) {
        return present(handle).orElseThrow(() -> refused(operation, "the container is gone"));
    }

    @Override
    public synchronized ContainerHandle ensure(ContainerSpec spec) {
        String operation = "ensure " + spec.name();
        call(operation);
        Optional<FakeContainer> there = container(spec.name());
        if (there.isPresent()) {
            requireOwner(operation, there.get().spec().owner().labels(), spec.owner());
            return new ContainerHandle(
                    there.get().id(), spec.name(), true, there.get().state());
        }
        if (missingImages.contains(spec.image())) {
            throw refused(operation, "no such image: " + spec.image());
        }
        String id = UUID.randomUUID().toString();
        containers.put(id, new FakeContainer(id, spec, clock.instant()));
        return new ContainerHandle(id, spec.name(), false, ContainerState.CREATED);
    }

    private static void requireOwner(String operation, Map<String, String> labels, Ownership owner) {
        if (!Objects.equals(labels.get(Labels.INSTANCE), owner.instance())
                || !Objects.equals(labels.get(Labels.RUN), owner.run())) {
            throw refused(operation, "the name belongs to somebody else");
        }
    }

    @Override
    public void copyIn(ContainerHandle container, String directory, InputStream uncompressedTar) {
        String operation = "copyIn " + container.name() + ":" + directory;
        call(operation);
        try {
            required(container, operation).unpack(directory, Compression.refuse(uncompressedTar));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void start(ContainerHandle container) {
        String operation = "start " + container.name();
        call(operation);
        FakeContainer found = required(container, operation);
        switch (found.state()) {
            case RUNNING -> {}
            case EXITED -> throw new IllegalStateException(operation + ": it has run already");
            case CREATED ->
                scripts.stream()
                        .filter(script -> script.matches().test(found.spec()))
                        .findFirst()
                        .ifPresentOrElse(
                                script -> found.start(script.command(), clock.instant()),
                                () -> found.cannotStart(
                                        "not scripted: " + found.spec().command()));
        }
    }

    @Override
    public void follow(ContainerHandle container, LogPosition since, Consumer<LogFrame> consumer) {
        String operation = "follow " + container.name();
        call(operation);
        try {
            Optional<FakeContainer> found = present(container);
            if (found.isPresent()) {
                found.get().follow(since, consumer);
            }
        } catch (InterruptedException e) {
            throw interrupted(operation, e);
        }
    }

    @Override
    public ContainerExit await(ContainerHandle container, Duration limit) {
        String operation = "await " + container.name();
        call(operation);
        try {
            Optional<FakeContainer> found = present(container);
            if (found.isEmpty()) {
                return new Lost(Reason.VANISHED);
            }
            Optional<ContainerExit> exit = found.get().await(limit, clock.instant());
            if (exit.isEmpty()) {
                found.get().kill(new ContainerExit.Exited(137));
                return new ContainerExit.TimeLimitExceeded(limit);
            }
            return exit.get();
        } catch (InterruptedException e) {
            throw interrupted(operation, e);
        }
    }

    private static ContainerEngineException interrupted(String operation, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ContainerEngineException(operation, true, "interrupted", e);
    }

    @Override
    public Optional<InputStream> copyOut(ContainerHandle container, String path) {
        String operation = "copyOut " + container.name() + ":" + path;
        call(operation);
        return required(container, operation).pack(path);
    }

    @Override
    public void stop(ContainerHandle container, Duration grace) {
        call("stop " + container.name());
        present(container).ifPresent(found -> found.kill(new ContainerExit.Exited(143)));
    }

    @Override
    public void kill(ContainerHandle container) {
        call("kill " + container.name());
        present(container).ifPresent(found -> found.kill(new ContainerExit.Exited(137)));
    }

    @Override
    public void remove(ContainerHandle container) {
        call("remove " + container.name());
        removeContainer(container.id());
    }

    private synchronized void removeContainer(String id) {
        FakeContainer removed = containers.remove(id);
        if (removed != null) {
            removed.kill(new Lost(Reason.VANISHED));
        }
    }

    @Override
    public EngineObject ensureNetwork(String name, Ownership owner, boolean internal) {
        return ensureOther(Kind.NETWORK, name, owner);
    }

    @Override
    public EngineObject ensureVolume(String name, Ownership owner) {
        return ensureOther(Kind.VOLUME, name, owner);
    }

    private synchronized EngineObject ensureOther(Kind kind, String name, Ownership owner) {
        String operation = "ensure " + kind + " " + name;
        call(operation);
        EngineObject object = others.computeIfAbsent(
                kind + name, key -> new EngineObject(kind, name, name, owner.labels(), clock.instant()));
        requireOwner(operation, object.labels(), owner);
        return object;
    }

    /** Each as large as {@link #sizeOfVolumes} says. */
    @Override
    public synchronized Map<String, Long> volumeSizes() {
        call("volumeSizes");
        Map<String, Long> sizes = new LinkedHashMap<>();
        others.values().stream().filter(it -> it.kind() == Kind.VOLUME).forEach(it -> sizes.put(it.name(), volumeSize));
        return sizes;
    }

    @Override
    public synchronized List<EngineObject> find(Kind kind, Map<String, String> labels) {
        call("find " + kind);
        List<EngineObject> objects = new ArrayList<>(others.values());
        containers.values().stream()
                .map(it -> new EngineObject(
                        Kind.CONTAINER,
                        it.id(),
                        it.spec().name(),
                        it.spec().owner().labels(),
                        it.createdAt()))
                .forEach(objects::add);
        return objects.stream()
                .filter(it -> it.kind() == kind)
                .filter(it -> it.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    @Override
    public synchronized void remove(EngineObject object) {
        String operation = "remove " + object.kind() + " " + object.name();
        call(operation);
        if (object.kind() == Kind.CONTAINER) {
            removeContainer(object.id());
            return;
        }
        if (containers.values().stream().anyMatch(it -> uses(it, object))) {
            throw new ContainerEngineException(operation, true, "in use", null);
        }
        others.remove(object.kind() + object.id());
    }

    private static boolean uses(FakeContainer container, EngineObject object) {
        ContainerSpec spec = container.spec();
        return object.kind() == Kind.VOLUME
                ? spec.volumes().containsValue(object.name())
                : container.state() == ContainerState.RUNNING
                        && spec.network() instanceof NetworkAccess.Named named
                        && named.name().equals(object.name());
    }

    @Override
    public EngineStatus status() {
        call("status");
        return new EngineStatus("fake", clock.instant(), 2, 4L << 30);
    }
}
