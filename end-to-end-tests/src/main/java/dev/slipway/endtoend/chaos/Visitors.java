package dev.slipway.endtoend.chaos;

import dev.slipway.endtoend.chaos.checker.HttpLoad;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Asks every deployed service again and again, from its first answer on, at a steady rate. */
final class Visitors implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int EXAMPLES = 5;
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("visitors").factory());
    private final Set<Integer> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final ConcurrentLinkedQueue<String> examples = new ConcurrentLinkedQueue<>();

    Visitors(List<Integer> ports, int perSecond) {
        var unused = clock.scheduleAtFixedRate(
                () -> ports.forEach(this::visit), 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    }

    private void visit(int port) {
        boolean counts = open.contains(port);
        var unused = client.sendAsync(request(port), HttpResponse.BodyHandlers.discarding())
                .whenComplete((answer, failure) -> answered(port, counts, answer, failure));
    }

    private static HttpRequest request(int port) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .timeout(ANSWER)
                .build();
    }

    private void answered(int port, boolean counts, @Nullable HttpResponse<?> answer, @Nullable Throwable failure) {
        boolean good = answer != null && answer.statusCode() == OK;
        if (good) {
            open.add(port);
        }
        if (!counts) {
            return;
        }
        sent.incrementAndGet();
        if (!good) {
            failed.incrementAndGet();
            if (examples.size() < EXAMPLES) {
                examples.add("%s port %d: %s"
                        .formatted(Instant.now(), port, answer == null ? failure : "status " + answer.statusCode()));
            }
        }
    }

    /** The commit that answers, if one does. */
    @Nullable
    String revision(int port) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(request(port), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == OK ? answer.body().strip() : null;
        } catch (IOException e) {
            return null;
        }
    }

    HttpLoad load() {
        return new HttpLoad(sent.get(), failed.get(), List.copyOf(examples));
    }

    @Override
    public void close() {
        clock.shutdown();
    }
}
