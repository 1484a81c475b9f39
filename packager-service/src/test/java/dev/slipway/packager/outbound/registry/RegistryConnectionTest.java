package dev.slipway.packager.outbound.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.engine.RegistryCredentials;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.events.Digest;
import dev.slipway.packager.port.RegistryException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire when a registry is tired, strict or sends us elsewhere. */
class RegistryConnectionTest {

    private static final Digest IMAGE = Digest.ofHex("1".repeat(64));
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** @param headers name, value, name, value … */
    private record Reply(int status, String... headers) {}

    private final Deque<Reply> script = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private final HttpServer server;

    RegistryConnectionTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String authorization =
                Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "nobody");
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " as " + authorization);
        if (exchange.getRequestURI().getPath().equals("/token")) {
            byte[] token = "{\"token\": \"t0ken\"}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, token.length);
            exchange.getResponseBody().write(token);
        } else {
            Reply reply = script.size() > 1 ? script.poll() : script.element();
            for (int i = 0; i < reply.headers().length; i += 2) {
                exchange.getResponseHeaders().add(reply.headers()[i], reply.headers()[i + 1]);
            }
            exchange.getResponseHeaders().add("Docker-Content-Digest", IMAGE.value());
            exchange.sendResponseHeaders(reply.status(), -1);
        }
        exchange.close();
    }

    private String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private HttpImageRegistry registry(RegistryLogins logins) {
        return HttpImageRegistry.at(address(), logins, TIMEOUT);
    }

    @Test
    void tiredRegistryIsAskedAgainAndNoSoonerThanItWants() {
        script.add(new Reply(503));
        script.add(new Reply(429, "Retry-After", "2"));
        script.add(new Reply(200));
        long begin = System.nanoTime();

        assertThat(registry(RegistryLogins.NONE).find("team/app", "v1")).contains(IMAGE);

        assertThat(requests).hasSize(3);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(2400));
    }

    @Test
    void longPauseIsLeftToTheRunsOwnRetries() {
        script.add(new Reply(429, "Retry-After", "600"));

        assertThatThrownBy(() -> registry(RegistryLogins.NONE).find("team/app", "v1"))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.retryable()).isTrue());
        assertThat(requests).hasSize(1);
    }

    @Test
    void passwordIsGivenWhenTheRegistryAsksForIt() {
        script.add(new Reply(401, "WWW-Authenticate", "Basic realm=\"Registry\""));
        script.add(new Reply(200));
        HttpImageRegistry registry = registry(us("robot", "s3cret"));

        registry.find("team/app", "v1");
        registry.find("team/app", "v2");

        String basic = "Basic " + Base64.getEncoder().encodeToString("robot:s3cret".getBytes(UTF_8));
        assertThat(requests)
                .containsExactly(
                        "HEAD /v2/team/app/manifests/v1 as nobody",
                        "HEAD /v2/team/app/manifests/v1 as " + basic,
                        "HEAD /v2/team/app/manifests/v2 as " + basic);
    }

    @Test
    void tokenIsFetchedWhereTheRegistrySendsUs() {
        script.add(new Reply(
                401,
                "WWW-Authenticate",
                "Bearer realm=\"http://" + address() + "/token\",service=\"reg\",scope=\"repository:team/app:pull\""));
        script.add(new Reply(200));

        registry(us("robot", "s3cret")).find("team/app", "v1");

        assertThat(requests)
                .containsExactly(
                        "HEAD /v2/team/app/manifests/v1 as nobody",
                        "GET /token?service=reg&scope=repository%3Ateam%2Fapp%3Apull as Basic "
                                + Base64.getEncoder().encodeToString("robot:s3cret".getBytes(UTF_8)),
                        "HEAD /v2/team/app/manifests/v1 as Bearer t0ken");
    }

    @Test
    void passwordIsNotSentToAnUnprotectedTokenService() {
        script.add(new Reply(401, "WWW-Authenticate", "Bearer realm=\"http://192.0.2.1/token\",service=\"reg\""));

        assertThatThrownBy(() -> registry(us("robot", "s3cret")).find("team/app", "v1"))
                .hasMessageContaining("not HTTPS")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void refusedLoginEndsClearlyAndTellsNoPassword() {
        script.add(new Reply(401, "WWW-Authenticate", "Basic realm=\"Registry\""));

        assertThatThrownBy(() -> registry(us("robot", "wr0ng")).find("team/app", "v1"))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.retryable()).isFalse())
                .hasMessageContaining("slipway.registry.credentials")
                .hasMessageNotContaining("wr0ng");
        assertThat(requests).hasSize(2);
    }

    @Test
    void loginIsNotCarriedToWhereABlobIsKept() {
        script.add(new Reply(401, "WWW-Authenticate", "Basic realm=\"Registry\""));
        script.add(new Reply(307, "Location", "http://" + address() + "/bucket/object?signature=x"));
        script.add(new Reply(200));

        registry(us("robot", "s3cret")).find("team/app", "v1");

        assertThat(requests.getLast()).isEqualTo("HEAD /bucket/object?signature=x as nobody");
    }

    private RegistryLogins us(String user, String password) {
        return registry -> address().equals(registry) ? new RegistryCredentials(user, password) : null;
    }
}
