package dev.slipway.engine;

import dev.slipway.engine.LogFrame.Stream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A container of {@link FakeContainerEngine}; commands use {@link #out}, {@link #err} and the files. */
public final class FakeContainer {

    private static final int KILLED = 137;

    private record Entry(Stream stream, Instant at, byte[] bytes) {}

    private final String id;
    private final ContainerSpec spec;
    private final Instant createdAt;
    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<Entry> log = new ArrayList<>();
    private Instant lastFrame;
    private ContainerState state = ContainerState.CREATED;
    private @Nullable ContainerExit exit;
    private @Nullable Thread process;
    private @Nullable Instant startedAt;

    FakeContainer(String id, ContainerSpec spec, Instant createdAt) {
        this.id = id;
        this.spec = spec;
        this.createdAt = createdAt;
        this.lastFrame = createdAt;
    }

    public ContainerSpec spec() {
        return spec;
    }

    /** Writes to stdout; the text is one frame. */
    public void out(String text) {
        write(Stream.STDOUT, text);
    }

    /** Writes to stderr; the text is one frame. */
    public void err(String text) {
        write(Stream.STDERR, text);
    }

    private synchronized void write(Stream stream, String text) {
        lastFrame = lastFrame.plusNanos(1);
        log.add(new Entry(stream, lastFrame, text.getBytes(StandardCharsets.UTF_8)));
        notifyAll();
    }

    public synchronized void writeFile(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public synchronized Optional<String> readFile(String path) {
        return Optional.ofNullable(files.get(path)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** The command wanted too much memory: call it, then return. */
    public synchronized void outOfMemory() {
        exit = new ContainerExit.OutOfMemory(KILLED);
    }

    String id() {
        return id;
    }

    Instant createdAt() {
        return createdAt;
    }

    synchronized ContainerState state() {
        return state;
    }

    synchronized void unpack(String directory, InputStream tar) {
        String prefix = directory.endsWith("/") ? directory : directory + "/";
        TarArchive.read(tar).forEach((name, bytes) -> files.put(prefix + name, bytes));
    }

    /** Like the real one, the names start with the last segment of the path. */
    synchronized Optional<InputStream> pack(String path) {
        String parent = path.substring(0, path.lastIndexOf('/') + 1);
        Map<String, byte[]> found = new LinkedHashMap<>();
        files.forEach((name, bytes) -> {
            if (name.equals(path) || name.startsWith(path + "/")) {
                found.put(name.substring(parent.length()), bytes);
            }
        });
        return found.isEmpty() ? Optional.empty() : Optional.of(TarArchive.of(found));
    }

    synchronized void start(FakeCommand command, Instant now) {
        state = ContainerState.RUNNING;
        startedAt = now;
        process = Thread.ofVirtual().name(spec.name()).start(() -> {
            int code;
            try {
                code = command.run(this);
            } catch (InterruptedException e) {
                code = KILLED;
            }
            end(new ContainerExit.Exited(code));
        });
    }

    synchronized void cannotStart(String message) {
        exit = new ContainerExit.CannotStart(127, message);
    }

    /** The first reason given stays. */
    synchronized void end(ContainerExit reason) {
        if (exit == null) {
            exit = reason;
        }
        if (state == ContainerState.RUNNING) {
            state = ContainerState.EXITED;
        }
        notifyAll();
    }

    synchronized void kill(ContainerExit reason) {
        if (process != null && state == ContainerState.RUNNING) {
            end(reason);
            process.interrupt();
        }
    }

    void follow(LogPosition since, Consumer<LogFrame> consumer) throws InterruptedException {
        LogCursor cursor = new LogCursor(since);
        for (int next = 0; ; next++) {
            Entry entry;
            synchronized (this) {
                while (next >= log.size() && state == ContainerState.RUNNING) {
                    wait();
                }
                if (next >= log.size()) {
                    return;
                }
                entry = log.get(next);
            }
            cursor.advance(entry.stream(), entry.at())
                    .ifPresent(
                            after -> consumer.accept(new LogFrame(entry.stream(), entry.at(), entry.bytes(), after)));
        }
    }

    /** Empty when it still runs at the limit; {@link IllegalStateException} when it was never started. */
    synchronized Optional<ContainerExit> await(Duration limit, Instant now) throws InterruptedException {
        if (exit == null && state == ContainerState.CREATED) {
            throw new IllegalStateException("wait for " + spec.name() + ": it was never started");
        }
        Instant start = startedAt == null ? now : startedAt;
        long deadline =
                System.nanoTime() + limit.minus(Duration.between(start, now)).toNanos();
        while (state == ContainerState.RUNNING) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left);
        }
        return Optional.ofNullable(exit);
    }
}
