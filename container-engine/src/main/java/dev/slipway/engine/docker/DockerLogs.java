package dev.slipway.engine.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.transport.DockerHttpClient;
import dev.slipway.engine.ContainerHandle;
import dev.slipway.engine.LogCursor;
import dev.slipway.engine.LogFrame;
import dev.slipway.engine.LogPosition;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Reads a container's log from the wire. docker-java 3.7.1 hands a frame on in pieces of up to 1024 bytes, of which only
 * the first has the time stamp, takes a stream that breaks within a frame for its end, and asks since full seconds only.
 *
 * <p>A frame is one byte for the stream, three zeros, four bytes of length, then the engine's time stamp, a blank and
 * what the command wrote: https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach
 */
final class DockerLogs {

    private static final int NOT_FOUND = 404;
    private static final int FIRST_ERROR = 400;
    private static final int STDERR = 2;
    private static final int PADDING = 3;
    /** The engine cuts lines at 16 KiB; anything far above is no frame. */
    private static final int LONGEST_FRAME = 1024 * 1024;

    private final DockerConnection docker;

    DockerLogs(DockerConnection docker) {
        this.docker = docker;
    }

    /** Returns when the stream ends, for whatever reason. */
    void follow(ContainerHandle container, LogPosition since, Consumer<LogFrame> consumer) {
        AnswerStream<LogFrame> frames = new AnswerStream<>("read log of " + container.name(), consumer);
        // a thread of its own, because nothing but closing the connection ends a read, also when we are interrupted
        Thread.ofPlatform()
                .daemon()
                .name("log of " + container.name())
                .start(() -> read(path(container, since), new LogCursor(since), frames));
        frames.await();
    }

    private static String path(ContainerHandle container, LogPosition since) {
        Instant earliest = since.earliest();
        return String.format(
                Locale.ROOT,
                "/containers/%s/logs?follow=true&stdout=true&stderr=true&timestamps=true&since=%d.%09d",
                container.id(),
                earliest.getEpochSecond(),
                earliest.getNano());
    }

    private void read(String path, LogCursor cursor, AnswerStream<LogFrame> frames) {
        try (DockerHttpClient.Response response = docker.get(path);
                DataInputStream body = new DataInputStream(response.getBody())) {
            frames.onStart(response);
            if (response.getStatusCode() >= FIRST_ERROR && response.getStatusCode() != NOT_FOUND) {
                throw new DockerException(
                        new String(body.readAllBytes(), StandardCharsets.UTF_8), response.getStatusCode());
            }
            if (response.getStatusCode() != NOT_FOUND) {
                readFrames(body, cursor, frames);
            }
            frames.onComplete();
        } catch (IOException | RuntimeException e) {
            frames.onError(e);
        }
    }

    private static void readFrames(DataInputStream body, LogCursor cursor, AnswerStream<LogFrame> frames)
            throws IOException {
        LostLineEnds lineEnds = new LostLineEnds();
        for (int type = body.read(); type >= 0; type = body.read()) {
            LogFrame.Stream stream = type == STDERR ? LogFrame.Stream.STDERR : LogFrame.Stream.STDOUT;
            body.readFully(new byte[PADDING]);
            int length = body.readInt();
            if (length < 0 || length > LONGEST_FRAME) {
                throw new IOException("log frame of " + length + " bytes");
            }
            byte[] payload = new byte[length];
            body.readFully(payload);
            int blank = indexOfBlank(payload);
            Instant at = OffsetDateTime.parse(new String(payload, 0, blank, StandardCharsets.US_ASCII))
                    .toInstant();
            byte[] bytes = lineEnds.restore(stream, at, Arrays.copyOfRange(payload, blank + 1, payload.length));
            cursor.advance(stream, at).ifPresent(after -> frames.onNext(new LogFrame(stream, at, bytes, after)));
        }
    }

    private static int indexOfBlank(byte[] payload) throws IOException {
        for (int i = 0; i < payload.length; i++) {
            if (payload[i] == ' ') {
                return i;
            }
        }
        throw new IOException("log frame of " + payload.length + " bytes without a time stamp");
    }
}
