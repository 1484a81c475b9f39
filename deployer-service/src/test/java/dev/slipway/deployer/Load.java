package dev.slipway.deployer;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Requests at a fixed rate over kept connections, until closed. Everything but a 200 is a failure. */
final class Load implements AutoCloseable {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Phaser underWay = new Phaser(1);
    private final AtomicLong sent = new AtomicLong();
    private final Map<String, AtomicLong> answers = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    Load(HttpClient client, URI target, int perSecond) {
        HttpRequest request =
                HttpRequest.newBuilder(target).timeout(Duration.ofSeconds(10)).build();
        var ticking = timer.scheduleAtFixedRate(
                () -> send(client, request), 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
        if (ticking.isDone()) {
            throw new IllegalStateException("no load");
        }
    }

    private void send(HttpClient client, HttpRequest request) {
        sent.incrementAndGet();
        underWay.register();
        var answered = client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .handle((answer, problem) -> {
                    if (problem != null) {
                        failures.add(problem.toString());
                    } else if (answer.statusCode() != 200) {
                        failures.add(answer.statusCode() + " " + answer.body());
                    } else {
                        answers.computeIfAbsent(answer.body(), body -> new AtomicLong())
                                .incrementAndGet();
                    }
                    return underWay.arriveAndDeregister();
                });
        if (answered.isCancelled()) {
            failures.add("cancelled");
        }
    }

    long sent() {
        return sent.get();
    }

    Queue<String> failures() {
        return failures;
    }

    Map<String, AtomicLong> answers() {
        return answers;
    }

    @Override
    public void close() {
        timer.shutdown();
        underWay.arriveAndAwaitAdvance();
    }
}
