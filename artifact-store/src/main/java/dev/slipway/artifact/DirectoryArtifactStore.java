package dev.slipway.artifact;

import dev.slipway.events.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * Objects as files {@code <root>/sha256/ab/ab…}, shared by every process that is given the same folder. An object is
 * written to a file of its own under {@code <root>/incoming} and renamed when it is complete and on the disk.
 */
public final class DirectoryArtifactStore implements ArtifactStore {

    private static final String OBJECTS = "sha256";
    private static final int CHUNK_BYTES = 64 << 10;
    private static final int BYTES_BETWEEN_CHECKS = 4 << 20;

    private final Path root;
    private final StoreLimits limits;
    private final FreeSpace freeSpace;
    private final IncomingFiles incoming;
    private final ObjectFiles objects;

    /**
     * Opens the store, creates its folders and removes what killed writers have left.
     *
     * @throws ArtifactStoreException when the folder cannot be used
     */
    public DirectoryArtifactStore(Path root, StoreLimits limits) {
        this(root, limits, folder -> Files.getFileStore(folder).getUsableSpace());
    }

    DirectoryArtifactStore(Path root, StoreLimits limits, FreeSpace freeSpace) {
        this.root = root.toAbsolutePath().normalize();
        this.limits = limits;
        this.freeSpace = freeSpace;
        try {
            this.objects = new ObjectFiles(Files.createDirectories(this.root.resolve(OBJECTS)));
            this.incoming = new IncomingFiles(Files.createDirectories(this.root.resolve("incoming")));
            incoming.removeAbandoned();
        } catch (IOException e) {
            throw failed("cannot be opened; check slipway.artifacts.directory and its owner", e);
        }
    }

    /** Bytes that may still be written below a folder. */
    @FunctionalInterface
    interface FreeSpace {

        long below(Path folder) throws IOException;
    }

    @Override
    public Digest put(InputStream content) {
        checkFree();
        try (var file = incoming.create()) {
            var digest = copy(content, file.channel());
            file.channel().force(true);
            publish(file.path(), digest);
            return digest;
        } catch (IOException e) {
            checkFree();
            throw failed("cannot be written", e);
        }
    }

    private Digest copy(InputStream content, FileChannel file) throws IOException {
        var sha256 = Digest.sha256();
        var chunk = new byte[CHUNK_BYTES];
        var total = 0L;
        var unchecked = 0;
        for (var count = read(content, chunk); count >= 0; count = read(content, chunk)) {
            total += count;
            unchecked += count;
            if (total > limits.maximumObjectBytes()) {
                throw tooLarge();
            }
            if (unchecked >= BYTES_BETWEEN_CHECKS) {
                checkFree();
                unchecked = 0;
            }
            sha256.update(chunk, 0, count);
            for (var buffer = ByteBuffer.wrap(chunk, 0, count); buffer.hasRemaining(); ) {
                file.write(buffer);
            }
        }
        return Digest.of(sha256);
    }

    private static int read(InputStream content, byte[] chunk) {
        try {
            return content.read(chunk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void publish(Path written, Digest digest) throws IOException {
        var target = pathOf(digest);
        if (objects.renew(target)) {
            return;
        }
        var folder = folderOf(digest);
        try {
            Files.createDirectory(folder);
            sync(root.resolve(OBJECTS));
        } catch (FileAlreadyExistsException e) {
            // The folder of an earlier object.
        }
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    /** A new name survives a power cut only when its folder is on the disk, too. */
    private static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public InputStream open(Digest digest) {
        try {
            return new VerifiedInputStream(Files.newInputStream(pathOf(digest)), digest, root);
        } catch (NoSuchFileException e) {
            throw new ArtifactMissingException(digest, root.toString());
        } catch (IOException e) {
            throw failed("cannot be read", e);
        }
    }

    @Override
    public boolean has(Digest digest) {
        try {
            return objects.renew(pathOf(digest));
        } catch (IOException e) {
            throw failed("cannot be read", e);
        }
    }

    @Override
    public long size(Digest digest) {
        try {
            return Files.size(pathOf(digest));
        } catch (NoSuchFileException e) {
            throw new ArtifactMissingException(digest, root.toString());
        } catch (IOException e) {
            throw failed("cannot be read", e);
        }
    }

    @Override
    public Swept sweep(Predicate<Digest> needed, Instant untouchedSince) {
        try {
            return objects.sweep(needed, untouchedSince);
        } catch (IOException e) {
            throw failed("cannot be swept", e);
        }
    }

    @Override
    public void probe() {
        checkFree();
        try (var file = incoming.create()) {
            file.channel().write(ByteBuffer.wrap(new byte[] {1}));
        } catch (IOException e) {
            throw failed("cannot be written", e);
        }
    }

    private Path pathOf(Digest digest) {
        return folderOf(digest).resolve(digest.hex());
    }

    private Path folderOf(Digest digest) {
        return root.resolve(OBJECTS).resolve(digest.hex().substring(0, 2));
    }

    private void checkFree() {
        long free;
        try {
            free = freeSpace.below(root);
        } catch (IOException e) {
            throw failed("does not tell its free space", e);
        }
        if (free < limits.minimumFreeBytes()) {
            throw new ArtifactStoreFullException(
                    ("the artifact store %s is full: %s free, %s have to stay free; free space"
                                    + " there, lower slipway.artifacts.minimum-free, or move slipway.artifacts.directory")
                            .formatted(root, ByteCount.written(free), ByteCount.written(limits.minimumFreeBytes())));
        }
    }

    private ArtifactStoreFullException tooLarge() {
        return new ArtifactStoreFullException(
                "the artifact is larger than %s, the most that the artifact store %s takes; make it smaller or raise slipway.artifacts.maximum-object"
                        .formatted(ByteCount.written(limits.maximumObjectBytes()), root));
    }

    private ArtifactStoreException failed(String what, IOException cause) {
        return new ArtifactStoreException("the artifact store " + root + " " + what, cause);
    }
}
