package dev.slipway.engine.docker;

import com.github.dockerjava.api.async.ResultCallback;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An answer that comes in pieces, awaited by the calling thread. What the consumer throws ends the stream and comes out
 * of {@link #await} as it was thrown; a broken stream comes out as {@code ContainerEngineException}.
 */
final class AnswerStream<T> implements ResultCallback<T> {

    private final String operation;
    private final Consumer<T> consumer;
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private volatile @Nullable Closeable connection;
    private volatile @Nullable RuntimeException refusedByConsumer;

    AnswerStream(String operation, Consumer<T> consumer) {
        this.operation = operation;
        this.consumer = consumer;
    }

    @Override
    public void onStart(Closeable stream) {
        connection = stream;
        if (end.isDone()) {
            close();
        }
    }

    @Override
    public void onNext(T piece) {
        if (end.isDone()) {
            return;
        }
        try {
            consumer.accept(piece);
        } catch (RuntimeException e) {
            refusedByConsumer = e;
            end.completeExceptionally(e);
            close();
        }
    }

    @Override
    public void onError(Throwable problem) {
        end.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }

    @Override
    public void close() {
        end.complete(null);
        Closeable open = connection;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // we have what we wanted, the connection is of no more use
                connection = null;
            }
        }
    }

    void await() {
        while (!await(Duration.ofDays(1))) {
            continue;
        }
    }

    /** @return false when the time is over; the stream is still open then */
    boolean await(Duration limit) {
        try {
            end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw EngineCall.retryable(operation, "interrupted", e);
        } catch (ExecutionException e) {
            close();
            throw failure(e.getCause() == null ? e : e.getCause());
        }
    }

    private RuntimeException failure(Throwable cause) {
        RuntimeException refusal = refusedByConsumer;
        return refusal != null ? refusal : EngineCall.translated(operation, cause);
    }
}
