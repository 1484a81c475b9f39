package dev.slipway.builder.outbound.git;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One user of a copy at a time, over all threads and processes. Java holds a lock on a file for the whole process, so that
 * a lock in memory comes before it. The system drops the lock of a process that dies.
 */
final class MirrorLock implements AutoCloseable {

    private static final Map<Path, ReentrantLock> IN_THIS_PROCESS = new ConcurrentHashMap<>();

    private final Path file;
    private final ReentrantLock inProcess;
    private final FileChannel channel;

    private MirrorLock(Path file, ReentrantLock inProcess, FileChannel channel) {
        this.file = file;
        this.inProcess = inProcess;
        this.channel = channel;
    }

    static MirrorLock take(Path file) throws IOException, InterruptedException {
        ReentrantLock inProcess = inProcess(file);
        inProcess.lockInterruptibly();
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = open(file);
            FileLock lock = channel.lock();
            taken = lock.isValid();
            return new MirrorLock(file, inProcess, channel);
        } catch (FileLockInterruptionException e) {
            Thread.interrupted();
            throw new InterruptedException();
        } finally {
            if (!taken) {
                giveUp(inProcess, channel);
            }
        }
    }

    /** Empty when somebody has it. */
    static Optional<MirrorLock> takeIfFree(Path file) throws IOException {
        ReentrantLock inProcess = inProcess(file);
        if (!inProcess.tryLock()) {
            return Optional.empty();
        }
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = open(file);
            taken = channel.tryLock() != null;
            return taken ? Optional.of(new MirrorLock(file, inProcess, channel)) : Optional.empty();
        } finally {
            if (!taken) {
                giveUp(inProcess, channel);
            }
        }
    }

    /** Notes when the copy was used. */
    void use(Instant now) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(now));
    }

    @Override
    public void close() throws IOException {
        giveUp(inProcess, channel);
    }

    private static ReentrantLock inProcess(Path file) {
        return IN_THIS_PROCESS.computeIfAbsent(file, path -> new ReentrantLock());
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void giveUp(ReentrantLock inProcess, @org.jspecify.annotations.Nullable FileChannel channel)
            throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            inProcess.unlock();
        }
    }
}
