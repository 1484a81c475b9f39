package dev.slipway.builder.outbound.git;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One user of a copy at a time, over all threads and processes. Java holds a lock on a file for the whole process, so that
 * a lock in memory comes before it. The system drops the lock of a process that dies, and of one that opens and closes the
 * file a second time, even to set its date: nobody but this class touches the file.
 */
final class MirrorLock implements AutoCloseable {

    private static final Map<Path, ReentrantLock> IN_THIS_PROCESS = new ConcurrentHashMap<>();

    private final ReentrantLock inProcess;
    private final FileChannel channel;

    private MirrorLock(ReentrantLock inProcess, FileChannel channel) {
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
            return new MirrorLock(inProcess, channel);
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
            return taken ? Optional.of(new MirrorLock(inProcess, channel)) : Optional.empty();
        } finally {
            if (!taken) {
                giveUp(inProcess, channel);
            }
        }
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
