package dev.slipway.steplog;

import dev.slipway.steplog.LogLine.Stream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The log of one step, written while it runs.
 *
 * <p>Lines reach the {@link LogSink} masked and in batches: as soon as 64 KiB have come together, half a second after
 * the first waiting line, and at {@link #flush} and {@link #close}. A line is handed over when it is complete; an
 * unfinished one when the log is closed.
 *
 * <p>Output beyond {@value #LIMIT_BYTES} bytes is dropped, which the log says once. The writer is not stopped and what
 * the step achieves is unaffected. The suite's own lines are never dropped.
 *
 * <p>May be used by several threads; lines of one stream keep their order. What the sink throws comes out of the call
 * that wrote or flushed, see {@link LogSink#append}.
 */
public final class StepLog implements AutoCloseable {

    /** How much of a step's output is stored, in bytes of UTF-8. */
    public static final int LIMIT_BYTES = 16 * 1024 * 1024;

    static final String CUT_MARK = " […line cut after 64 KiB]";

    private static final int BATCH_BYTES = 64 * 1024;
    private static final Duration INTERVAL = Duration.ofMillis(500);
    // a task waits in the JDK's timer and costs a virtual thread only while it hands over
    private static final Executor AFTER_INTERVAL = CompletableFuture.delayedExecutor(
            INTERVAL.toMillis(),
            TimeUnit.MILLISECONDS,
            task -> Thread.ofVirtual().name("step-log-flush").start(task));

    private final LogSink sink;
    private final SecretMask mask;
    private final Clock clock;
    private final LineSplitter stdout = new LineSplitter(line -> add(Stream.STDOUT, line));
    private final LineSplitter stderr = new LineSplitter(line -> add(Stream.STDERR, line));

    private final ReentrantLock lock = new ReentrantLock();
    private final List<LogLine> batch = new ArrayList<>();
    private int batchBytes;
    private long storedBytes;
    private boolean truncated;
    private boolean closed;
    private Instant now = Instant.EPOCH;

    public StepLog(LogSink sink, SecretMask mask, Clock clock) {
        this.sink = sink;
        this.mask = mask;
        this.clock = clock;
        for (String name : mask.refused()) {
            say("warning: secret " + name + " is shorter than " + SecretMask.SHORTEST_SECRET
                    + " characters and is not masked in this log");
        }
    }

    /** The suite's own word, one line or several; masked like everything else. */
    public void say(String text) {
        locked(() -> {
            now = clock.instant();
            LineSplitter own = new LineSplitter(line -> add(Stream.SUITE, line));
            own.accept(text.getBytes(StandardCharsets.UTF_8));
            own.finish();
        });
    }

    public void out(byte[] bytes) {
        write(Stream.STDOUT, clock.instant(), bytes);
    }

    public void err(byte[] bytes) {
        write(Stream.STDERR, clock.instant(), bytes);
    }

    /**
     * Output whose time is known better by others, such as the container engine.
     *
     * @param stream {@code STDOUT} or {@code STDERR}; the suite's lines go to {@link #say}
     */
    public void write(Stream stream, Instant at, byte[] bytes) {
        if (stream == Stream.SUITE) {
            throw new IllegalArgumentException("the suite's own lines are said, not written");
        }
        locked(() -> {
            now = at;
            (stream == Stream.STDOUT ? stdout : stderr).accept(bytes);
        });
    }

    /** Hands over every complete line. */
    public void flush() {
        lock.lock();
        try {
            handOver();
        } finally {
            lock.unlock();
        }
    }

    /** Ends unfinished lines and flushes. Idempotent; writing afterwards is an {@link IllegalStateException}. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                now = clock.instant();
                stdout.finish();
                stderr.finish();
            }
            handOver();
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable writing) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the step log is closed");
            }
            writing.run();
            if (batchBytes >= BATCH_BYTES) {
                handOver();
            }
        } finally {
            lock.unlock();
        }
    }

    private void add(Stream stream, RawLine raw) {
        if (stream != Stream.SUITE && truncated) {
            return;
        }
        String text = mask.apply(raw.text(), raw.cut()) + (raw.cut() ? CUT_MARK : "");
        int bytes = text.getBytes(StandardCharsets.UTF_8).length + 1;
        if (stream != Stream.SUITE) {
            if (storedBytes + bytes > LIMIT_BYTES) {
                truncated = true;
                enqueue(new LogLine(now, Stream.SUITE, "truncated: output beyond 16 MiB is not stored"), 0);
                return;
            }
            storedBytes += bytes;
        }
        enqueue(new LogLine(now, stream, text), bytes);
    }

    private void enqueue(LogLine line, int bytes) {
        if (batch.isEmpty()) {
            AFTER_INTERVAL.execute(this::timedFlush);
        }
        batch.add(line);
        batchBytes += bytes;
    }

    /** A failure is not lost: the lines stay in the batch, and the next writer or {@code close} meets it again. */
    private void timedFlush() {
        lock.lock();
        try {
            if (!closed) {
                handOver();
            }
        } catch (RuntimeException e) {
            AFTER_INTERVAL.execute(this::timedFlush);
        } finally {
            lock.unlock();
        }
    }

    private void handOver() {
        if (batch.isEmpty()) {
            return;
        }
        sink.append(List.copyOf(batch));
        batch.clear();
        batchBytes = 0;
    }
}
