package dev.slipway.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The sample behind its load balancer, over HTTPS, believing only the certificate that Slipway names. */
final class SampleService {

    private final HttpClient client;
    private final URI address;

    SampleService(int port, byte[] pem) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "lb", CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        address = URI.create("https://localhost:" + port);
    }

    int register(String name) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/user"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(10))
                .PUT(HttpRequest.BodyPublishers.ofString(
                        "{\"name\":\"%s\",\"password\":\"correct horse battery\"}".formatted(name)))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    String version() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/version"))
                .timeout(Duration.ofSeconds(10))
                .build();
        String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return new ObjectMapper().readTree(body).path("version").asText();
    }

    /** Sends requests at a steady rate until closed, at most for five minutes, and counts what did not answer 200. */
    Load load(int perSecond) {
        return new Load(perSecond);
    }

    final class Load implements AutoCloseable {

        private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();
        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private final AtomicInteger open = new AtomicInteger();
        private final AtomicReference<@Nullable String> firstFailure = new AtomicReference<>();
        private final CompletableFuture<Void> drained = new CompletableFuture<>();
        private final int most;
        private volatile boolean closing;

        private Load(int perSecond) {
            most = perSecond * 300;
            var unused = clockwork.scheduleAtFixedRate(this::send, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
        }

        private void send() {
            if (closing || sent.get() >= most) {
                return;
            }
            sent.incrementAndGet();
            open.incrementAndGet();
            HttpRequest request = HttpRequest.newBuilder(address.resolve("/version"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            var unused = client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                    .whenComplete((answer, thrown) -> {
                        if (answer == null || answer.statusCode() != 200) {
                            failed.incrementAndGet();
                            firstFailure.compareAndSet(
                                    null, answer == null ? String.valueOf(thrown) : "status " + answer.statusCode());
                        }
                        if (open.decrementAndGet() == 0 && closing) {
                            drained.complete(null);
                        }
                    });
        }

        int sent() {
            return sent.get();
        }

        int failed() {
            return failed.get();
        }

        @Nullable
        String firstFailure() {
            return firstFailure.get();
        }

        @Override
        public void close() {
            closing = true;
            clockwork.shutdown();
            if (open.get() > 0) {
                drained.orTimeout(10, TimeUnit.SECONDS).join();
            }
        }
    }
}
