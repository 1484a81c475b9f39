package dev.slipway.runtime.failpoint;

import dev.slipway.events.PipelineRun;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The points of one service. A point knows whose run passes it: the worker's thread says so once ({@link #follow}), other
 * threads say it with each point.
 */
public final class Failpoints {

    private final @Nullable Orders orders;
    private final ThreadLocal<@Nullable PipelineRun> followed = new ThreadLocal<>();

    private Failpoints(@Nullable Orders orders) {
        this.orders = orders;
    }

    /** Points that never do anything. */
    public static Failpoints none() {
        return new Failpoints(null);
    }

    /**
     * @param service its orders are looked for; orders of other services stay untouched
     * @param pause how long an ordered pause stops the whole process
     */
    public static Failpoints obeying(Path directory, String service, Duration pause) {
        return new Failpoints(new Orders(directory, service, pause));
    }

    /** From here on this thread works for the given run; null: for none. */
    public void follow(@Nullable PipelineRun run) {
        if (orders != null) {
            followed.set(run);
        }
    }

    /** A point on the way of the run that this thread follows. */
    public void reach(String point) {
        reach(point, () -> Optional.ofNullable(followed.get()));
    }

    /** A point on the way of a run; the supplier is only asked when there may be orders. */
    public void reach(String point, Supplier<Optional<PipelineRun>> run) {
        if (orders != null) {
            run.get().ifPresent(known -> orders.carryOut(point, known));
        }
    }

    /**
     * The same port with a point after every call, named {@code Port.method}: the effect was made, and its caller learns
     * nothing of it.
     */
    public <T> T around(Class<T> port, T real) {
        if (orders == null) {
            return real;
        }
        InvocationHandler handler = (proxy, method, arguments) -> {
            try {
                Object answer = method.invoke(real, arguments);
                reach(port.getSimpleName() + "." + method.getName());
                return answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
    }
}
