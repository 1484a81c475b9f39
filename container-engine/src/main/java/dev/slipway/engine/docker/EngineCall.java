package dev.slipway.engine.docker;

import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.slipway.engine.ContainerEngineException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Translates docker-java's exceptions at the boundary, by status code and class. */
final class EngineCall {

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private EngineCall() {}

    static <T> T ask(String operation, Supplier<T> call) {
        try {
            return call.get();
        } catch (DockerException | DockerClientException e) {
            throw translated(operation, e);
        } catch (RuntimeException e) {
            // the transport wraps its IOException in a bare RuntimeException
            throw causedByIo(e) ? translated(operation, e) : e;
        }
    }

    static void run(String operation, Runnable call) {
        ask(operation, () -> {
            call.run();
            return true;
        });
    }

    /** For questions to which "there is none" (404) is an answer. */
    static <T> Optional<T> look(String operation, Supplier<T> call) {
        return ask(operation, () -> {
            try {
                return Optional.of(call.get());
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    static ContainerEngineException translated(String operation, Throwable e) {
        return new ContainerEngineException(operation, isRetryable(e), reason(e), e);
    }

    static ContainerEngineException refused(String operation, String reason) {
        return new ContainerEngineException(operation, false, reason, null);
    }

    static ContainerEngineException retryable(String operation, String reason, @Nullable Throwable cause) {
        return new ContainerEngineException(operation, true, reason, cause);
    }

    private static boolean isRetryable(Throwable e) {
        if (e instanceof DockerException answered) {
            int status = answered.getHttpStatus();
            return status >= SERVER_ERROR || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS;
        }
        return true;
    }

    private static String reason(Throwable e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static boolean causedByIo(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
