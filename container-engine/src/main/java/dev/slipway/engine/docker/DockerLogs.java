package dev.slipway.engine.docker;

import com.github.dockerjava.api.command.LogContainerCmd;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.slipway.engine.ContainerHandle;
import dev.slipway.engine.LogCursor;
import dev.slipway.engine.LogFrame;
import dev.slipway.engine.LogPosition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.function.Consumer;

/** Reads a container's log; every frame begins with the engine's time stamp and a blank. */
final class DockerLogs {

    private final DockerConnection docker;

    DockerLogs(DockerConnection docker) {
        this.docker = docker;
    }

    /** Returns when the stream ends, for whatever reason. */
    void follow(ContainerHandle container, LogPosition since, Consumer<LogFrame> consumer) {
        String operation = "read log of " + container.name();
        LogCursor cursor = new LogCursor(since);
        AnswerStream<Frame> stream = new AnswerStream<>(operation, frame -> deliver(frame, cursor, consumer));
        LogContainerCmd command = docker.streams()
                .logContainerCmd(container.id())
                .withStdOut(true)
                .withStdErr(true)
                .withTimestamps(true)
                .withFollowStream(true);
        Instant earliest = since.earliest();
        if (earliest.isAfter(Instant.EPOCH)) {
            // docker-java knows full seconds only; the cursor drops the rest
            command.withSince((int) earliest.getEpochSecond());
        }
        command.exec(stream);
        stream.await();
    }

    private static void deliver(Frame frame, LogCursor cursor, Consumer<LogFrame> consumer) {
        byte[] payload = frame.getPayload();
        int blank = indexOfBlank(payload);
        Instant at = OffsetDateTime.parse(new String(payload, 0, blank, StandardCharsets.US_ASCII))
                .toInstant();
        LogFrame.Stream stream =
                frame.getStreamType() == StreamType.STDERR ? LogFrame.Stream.STDERR : LogFrame.Stream.STDOUT;
        byte[] bytes = Arrays.copyOfRange(payload, blank + 1, payload.length);
        cursor.advance(stream, at).ifPresent(after -> consumer.accept(new LogFrame(stream, at, bytes, after)));
    }

    private static int indexOfBlank(byte[] payload) {
        for (int i = 0; i < payload.length; i++) {
            if (payload[i] == ' ') {
                return i;
            }
        }
        throw new IllegalStateException("log frame of " + payload.length + " bytes without a time stamp");
    }
}
