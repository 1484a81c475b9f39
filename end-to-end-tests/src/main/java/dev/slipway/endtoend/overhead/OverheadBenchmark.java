package dev.slipway.endtoend.overhead;

import dev.slipway.cli.suite.Port;
import dev.slipway.endtoend.LocalSuite;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Run by {@code ./slipway overhead}; stops by itself. */
public final class OverheadBenchmark {

    private static final int PORT_BASE = 28_000;
    private static final int WARM_UP = 200;
    private static final int SINGLE = 100;
    private static final int BURST = 50;
    private static final int BURSTS = 5;
    private static final long WITHIN_SECONDS = 60;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final LocalSuite suite;
    private final LastEvents last;
    private final String token;

    private OverheadBenchmark(LocalSuite suite, LastEvents last) throws Exception {
        this.suite = suite;
        this.last = last;
        this.token =
                Files.readString(suite.suite().home().secret("operator.token")).strip();
    }

    /** @param arguments the checkout and the folder for the benchmark's own suite */
    public static void main(String[] arguments) throws Exception {
        Path checkout = Path.of(arguments[0]).toAbsolutePath().normalize();
        Path home = Path.of(arguments[1]).toAbsolutePath().normalize();
        Path trivial = TrivialCheckout.make(checkout, home.resolve("checkout"));
        try (LocalSuite suite = new LocalSuite(trivial, home.resolve("state"), "overhead", PORT_BASE)) {
            suite.startAnew();
            try (LastEvents last = new LastEvents("127.0.0.1:" + suite.port(Port.KAFKA))) {
                new OverheadBenchmark(suite, last).run();
            }
        }
    }

    private void run() throws Exception {
        oneByOne(WARM_UP);
        double[] single = oneByOne(SINGLE);
        Arrays.sort(single);
        System.out.printf(
                Locale.ROOT,
                "%nOverhead of the suite, five stages that do nothing%n"
                        + "  %d single pushes, accepted → last event   p50 %.0f ms   p99 %.0f ms   max %.0f ms%n",
                SINGLE,
                quantile(single, 0.5),
                quantile(single, 0.99),
                single[single.length - 1]);
        for (int i = 1; i <= BURSTS; i++) {
            double seconds = burst();
            System.out.printf(
                    Locale.ROOT,
                    "  burst %d of %d pushes                      %.2f s   %.1f pipelines/s%n",
                    i,
                    BURST,
                    seconds,
                    BURST / seconds);
        }
    }

    /** @return milliseconds from the push's request to its last event, in order of pushing */
    private double[] oneByOne(int pushes) throws Exception {
        double[] times = new double[pushes];
        for (int i = 0; i < pushes; i++) {
            String revision = revision();
            long begun = System.nanoTime();
            accepted(http.send(push(revision, "main"), HttpResponse.BodyHandlers.ofString()));
            times[i] = (last.of(revision).get(WITHIN_SECONDS, TimeUnit.SECONDS) - begun) / 1e6;
        }
        return times;
    }

    /** @return seconds from the first request to the last event of all */
    private double burst() throws Exception {
        List<String> revisions = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
            revisions.add(revision());
        }
        long begun = System.nanoTime();
        var sent = revisions.stream()
                .map(revision -> http.sendAsync(
                        push(revision, "branch-" + revision.substring(0, 8)), HttpResponse.BodyHandlers.ofString()))
                .toList();
        for (var answer : sent) {
            accepted(answer.get(WITHIN_SECONDS, TimeUnit.SECONDS));
        }
        long end = begun;
        for (String revision : revisions) {
            end = Math.max(end, last.of(revision).get(WITHIN_SECONDS, TimeUnit.SECONDS));
        }
        return (end - begun) / 1e9;
    }

    private static void accepted(HttpResponse<String> answer) {
        if (answer.statusCode() != 202) {
            throw new IllegalStateException("a push was refused: " + answer.statusCode() + " " + answer.body());
        }
    }

    private HttpRequest push(String revision, String branch) {
        String body = """
                {"id":"%s","repository":"https://git.example.com/acme/app.git","ref":"refs/heads/%s",
                 "before":"%s","after":"%s","pusher":"ada"}
                """.formatted(UUID.randomUUID(), branch, "0".repeat(40), revision);
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + suite.port(Port.CONSOLE) + "/api/pushes"))
                .timeout(Duration.ofSeconds(WITHIN_SECONDS))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String revision() {
        String digits = (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
        return digits.substring(0, 40);
    }

    private static double quantile(double[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(part * (sorted.length - 1)))];
    }
}
