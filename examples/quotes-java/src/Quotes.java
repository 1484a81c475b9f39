import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Answers every request with a quote. */
public final class Quotes {

    private static final int PORT = 8080;
    private static final List<String> QUOTES = List.of(
            "Simplicity is prerequisite for reliability.",
            "Make it work, make it right, make it fast.",
            "A program is never less than 90% complete, and never more than 95% complete.");

    private Quotes() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0 && arguments[0].equals("healthcheck")) {
            var connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + PORT + "/health").toURL().openConnection();
            System.exit(connection.getResponseCode() == 200 ? 0 : 1);
        }
        var server = HttpServer.create(new InetSocketAddress(PORT), 0);
        server.createContext("/health", exchange -> answer(exchange, "ok"));
        server.createContext("/", exchange -> answer(exchange, quote()));
        server.start();
        System.out.println("listening on " + PORT);
    }

    static String quote() {
        return QUOTES.get(ThreadLocalRandom.current().nextInt(QUOTES.size()));
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
