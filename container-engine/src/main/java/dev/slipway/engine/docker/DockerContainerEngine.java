package dev.slipway.engine.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Info;
import dev.slipway.engine.Compression;
import dev.slipway.engine.ContainerEngine;
import dev.slipway.engine.ContainerExit;
import dev.slipway.engine.ContainerHandle;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerState;
import dev.slipway.engine.EngineObject;
import dev.slipway.engine.EngineStatus;
import dev.slipway.engine.LogFrame;
import dev.slipway.engine.LogPosition;
import dev.slipway.engine.Ownership;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Containers on a Docker engine. */
public final class DockerContainerEngine implements ContainerEngine {

    /** The log ends when the command does; the engine's record of it may come a moment later. */
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private final DockerConnection docker;
    private final DockerHousekeeping housekeeping;
    private final DockerVolumeSizes volumeSizes;
    private final DockerLogs logs;
    private final ContainerRecords records;
    private final ContainerEnd end;

    /** @param docker closed by the caller, after the last call */
    public DockerContainerEngine(DockerConnection docker) {
        this.docker = docker;
        this.housekeeping = new DockerHousekeeping(docker);
        this.volumeSizes = new DockerVolumeSizes(docker);
        this.logs = new DockerLogs(docker);
        this.records = new ContainerRecords(docker);
        this.end = new ContainerEnd(docker, records);
    }

    @Override
    public ContainerHandle ensure(ContainerSpec spec) {
        Optional<InspectContainerResponse> there = records.find(spec.name());
        if (there.isPresent()) {
            return adopt(spec, there.get());
        }
        String operation = "create container " + spec.name();
        return EngineCall.ask(operation, () -> {
            try {
                String id = ContainerRequest.of(spec, docker.questions()).exec().getId();
                return new ContainerHandle(id, spec.name(), false, ContainerState.CREATED);
            } catch (ConflictException e) {
                return records.find(spec.name())
                        .map(faster -> adopt(spec, faster))
                        .orElseThrow(() -> EngineCall.retryable(operation, "name taken, then free again", e));
            }
        });
    }

    private static ContainerHandle adopt(ContainerSpec spec, InspectContainerResponse there) {
        Map<String, String> labels =
                Objects.requireNonNullElse(there.getConfig().getLabels(), Map.<String, String>of());
        if (!DockerHousekeeping.hasOwner(labels, spec.owner())) {
            throw EngineCall.refused("adopt container " + spec.name(), "the name belongs to somebody else");
        }
        return new ContainerHandle(there.getId(), spec.name(), true, ContainerRecords.state(there));
    }

    @Override
    public void copyIn(ContainerHandle container, String directory, InputStream uncompressedTar) {
        String operation = "copy into " + container.name() + ":" + directory;
        try {
            InputStream plain = Compression.refuse(uncompressedTar);
            EngineCall.run(
                    operation,
                    () -> docker.streams()
                            .copyArchiveToContainerCmd(container.id())
                            .withRemotePath(directory)
                            .withTarInputStream(plain)
                            .exec());
        } catch (IOException e) {
            throw EngineCall.retryable(operation, "the archive cannot be read", e);
        }
    }

    @Override
    public void start(ContainerHandle container) {
        String operation = "start " + container.name();
        InspectContainerResponse before =
                records.find(container.id()).orElseThrow(() -> EngineCall.refused(operation, "it is gone"));
        switch (ContainerRecords.state(before)) {
            case RUNNING -> {
                return;
            }
            case EXITED -> throw new IllegalStateException(operation + ": it has run already");
            case CREATED -> EngineCall.run(operation, () -> startCreated(container));
        }
    }

    private void startCreated(ContainerHandle container) {
        try {
            docker.questions().startContainerCmd(container.id()).exec();
        } catch (NotModifiedException e) {
            // somebody was faster
            return;
        } catch (BadRequestException | NotFoundException e) {
            if (records.find(container.id()).filter(ExitReading::couldNotStart).isEmpty()) {
                throw e;
            }
        }
    }

    @Override
    public void follow(ContainerHandle container, LogPosition since, Consumer<LogFrame> consumer) {
        Optional<InspectContainerResponse> before = records.find(container.id());
        if (before.isEmpty() || ContainerRecords.state(before.get()) == ContainerState.CREATED) {
            return;
        }
        logs.follow(container, since, consumer);
        if (!end.comesWithin(container, SETTLE)) {
            throw EngineCall.retryable("read log of " + container.name(), "it ended before the container", null);
        }
    }

    @Override
    public ContainerExit await(ContainerHandle container, Duration limit) {
        return end.await(container, limit);
    }

    @Override
    public Optional<InputStream> copyOut(ContainerHandle container, String path) {
        Optional<InputStream> archive = EngineCall.look(
                "copy out of " + container.name() + ":" + path,
                () -> docker.streams()
                        .copyArchiveFromContainerCmd(container.id(), path)
                        .exec());
        if (archive.isEmpty() && records.find(container.id()).isEmpty()) {
            throw EngineCall.refused("copy out of " + container.name() + ":" + path, "the container is gone");
        }
        return archive;
    }

    @Override
    public void stop(ContainerHandle container, Duration grace) {
        int seconds = (int) grace.plusMillis(999).toSeconds();
        EngineCall.run("stop " + container.name(), () -> {
            try {
                docker.streams()
                        .stopContainerCmd(container.id())
                        .withTimeout(seconds)
                        .exec();
            } catch (NotModifiedException | NotFoundException e) {
                // has ended or is gone
                return;
            }
        });
    }

    @Override
    public void kill(ContainerHandle container) {
        end.kill(container);
    }

    @Override
    public void remove(ContainerHandle container) {
        housekeeping.removeContainer(container.id(), container.name());
    }

    @Override
    public EngineObject ensureNetwork(String name, Ownership owner, boolean internal) {
        return housekeeping.ensureNetwork(name, owner, internal);
    }

    @Override
    public EngineObject ensureVolume(String name, Ownership owner) {
        return housekeeping.ensureVolume(name, owner);
    }

    @Override
    public Map<String, Long> volumeSizes() {
        return volumeSizes.all();
    }

    @Override
    public List<EngineObject> find(EngineObject.Kind kind, Map<String, String> labels) {
        return housekeeping.find(kind, labels);
    }

    @Override
    public void remove(EngineObject object) {
        housekeeping.remove(object);
    }

    @Override
    public EngineStatus status() {
        Info info = EngineCall.ask(
                "ask the engine", () -> docker.questions().infoCmd().exec());
        return new EngineStatus(
                Objects.requireNonNullElse(info.getServerVersion(), "unknown"),
                OffsetDateTime.parse(Objects.requireNonNull(info.getSystemTime()))
                        .toInstant(),
                Objects.requireNonNullElse(info.getNCPU(), 0),
                Objects.requireNonNullElse(info.getMemTotal(), 0L));
    }
}
