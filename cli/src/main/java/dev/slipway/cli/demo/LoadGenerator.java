package dev.slipway.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests at a steady rate, whether or not the earlier ones were answered, and counts. Keep to the loopback
 * address: it is a load.
 */
final class LoadGenerator {

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int REASONS = 3;
    private static final int OK = 200;

    private final HttpClient client;
    private final HttpRequest request;
    private final Duration interval;
    private final long most;
    private final ObjectMapper json = new ObjectMapper();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final ConcurrentLinkedQueue<String> reasons = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> versions = new TreeMap<>();
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("load").factory());

    /**
     * What came of it.
     *
     * @param versions how often each version answered
     * @param reasons why the first failed ones failed
     */
    record Result(long sent, long failed, Map<String, Long> versions, List<String> reasons) {}

    /**
     * @param perSecond requests in a second
     * @param longest afterwards it stops by itself
     */
    LoadGenerator(HttpClient client, URI target, int perSecond, Duration longest) {
        this.client = client;
        this.request = HttpRequest.newBuilder(target).timeout(ANSWER).GET().build();
        this.interval = Duration.ofSeconds(1).dividedBy(perSecond);
        this.most = longest.dividedBy(interval);
    }

    void start() {
        var unused = clockwork.scheduleAtFixedRate(this::send, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void send() {
        if (sent.get() >= most) {
            return;
        }
        sent.incrementAndGet();
        var unused =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).whenComplete(this::count);
    }

    private void count(@Nullable HttpResponse<String> answer, @Nullable Throwable failure) {
        if (answer != null && failure == null && answer.statusCode() == OK) {
            countVersion(answer.body());
        } else {
            failed.incrementAndGet();
            if (reasons.size() < REASONS) {
                reasons.add(answer == null ? String.valueOf(failure) : "status " + answer.statusCode());
            }
        }
        answered.incrementAndGet();
    }

    private void countVersion(String body) {
        String version;
        try {
            version = json.readTree(body).path("version").asText("?");
        } catch (IOException e) {
            version = "?";
        }
        synchronized (versions) {
            versions.merge(version, 1L, Long::sum);
        }
    }

    String soFar() {
        return "load     %,d requests through HTTPS, %,d failed".formatted(sent.get(), failed.get());
    }

    /** Ends the sending and waits for the last answers. */
    Result stop() throws InterruptedException {
        clockwork.shutdown();
        boolean unused = clockwork.awaitTermination(1, TimeUnit.SECONDS);
        dev.slipway.cli.suite.Await.until(
                ANSWER.plusSeconds(1), Duration.ofMillis(20), () -> answered.get() >= sent.get());
        long unanswered = sent.get() - answered.get();
        synchronized (versions) {
            return new Result(sent.get(), failed.get() + unanswered, new TreeMap<>(versions), List.copyOf(reasons));
        }
    }
}
