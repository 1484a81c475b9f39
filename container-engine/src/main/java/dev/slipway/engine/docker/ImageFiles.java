package dev.slipway.engine.docker;

import static dev.slipway.engine.ImageEngine.LARGEST_FILE;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads files of an image by way of a container that is made and never started. Its name follows from the image: one that
 * a killed process left is found by the next reader, and goes with its own.
 */
record ImageFiles(DockerConnection docker) {

    Map<String, byte[]> read(String image, List<String> paths) {
        String container = "slipway-read-" + UUID.nameUUIDFromBytes(image.getBytes(StandardCharsets.UTF_8));
        create(container, image);
        try {
            Map<String, byte[]> files = new LinkedHashMap<>();
            for (String path : paths) {
                copy(container, path, files);
            }
            return files;
        } finally {
            remove(container);
        }
    }

    private void create(String container, String image) {
        EngineCall.run("make a container of " + image + " to read from", () -> {
            try {
                // an image without a command needs one to become a container; it is never run
                docker.questions()
                        .createContainerCmd(image)
                        .withName(container)
                        .withCmd("none")
                        .exec();
            } catch (ConflictException e) {
                // of the same image, as its name says: it serves as well
                return;
            }
        });
    }

    private void copy(String container, String path, Map<String, byte[]> files) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        EngineCall.run("read " + path + " in " + container, () -> {
            try (InputStream answer = docker.questions()
                            .copyArchiveFromContainerCmd(container, path)
                            .exec();
                    TarArchiveInputStream tar = new TarArchiveInputStream(answer)) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    if (entry.isFile()
                            && !entry.isSymbolicLink()
                            && !entry.isLink()
                            && entry.getSize() <= LARGEST_FILE) {
                        files.put(folder + entry.getName(), tar.readAllBytes());
                    }
                }
            } catch (NotFoundException e) {
                // no such file, or no such container any more: a look at it tells
                docker.questions().inspectContainerCmd(container).exec();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void remove(String container) {
        EngineCall.run("remove " + container, () -> {
            try {
                docker.questions()
                        .removeContainerCmd(container)
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec();
            } catch (NotFoundException | ConflictException e) {
                // gone, or another reader is removing it
                return;
            }
        });
    }
}
