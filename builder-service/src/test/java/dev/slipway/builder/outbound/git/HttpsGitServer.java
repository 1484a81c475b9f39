package dev.slipway.builder.outbound.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/**
 * Git's smart protocol over TLS, as a forge speaks it: {@code /git/NAME} for the repositories below a folder, {@code
 * /moved/…} answers with a redirect.
 */
final class HttpsGitServer implements AutoCloseable {

    private static final int FIRST_PORT = 21_800;
    private static final int LAST_PORT = 21_899;
    private static final String PASSWORD = "changeit";

    private final Path repositories;
    private final Path certificate;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> authorizations = new ConcurrentLinkedQueue<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private volatile @Nullable String login;
    private volatile String movedTo = "";
    private volatile boolean corrupting;

    /**
     * A key and its self-signed certificate.
     *
     * @param pem the certificate, as the file of an authority
     */
    record Identity(Path keys, Path pem) {

        static Identity in(Path folder) throws Exception {
            Path keys = folder.resolve("keys.p12");
            Path pem = folder.resolve("certificate.pem");
            String name = "git";
            keytool(
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-alias",
                    name,
                    "-dname",
                    "CN=git",
                    "-keystore",
                    keys.toString(),
                    "-ext",
                    "san=ip:127.0.0.1,dns:localhost");
            keytool("-exportcert", "-rfc", "-alias", name, "-file", pem.toString(), "-keystore", keys.toString());
            return new Identity(keys, pem);
        }
    }

    HttpsGitServer(Identity identity, Path repositories) throws Exception {
        this.repositories = repositories;
        this.certificate = identity.pem();
        server = bound();
        server.setHttpsConfigurator(new HttpsConfigurator(tls(identity.keys())));
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** Demands it from now on; {@code user:password}. */
    HttpsGitServer demanding(String login) {
        this.login = login;
        return this;
    }

    void redirectingTo(String url) {
        this.movedTo = url;
    }

    /** Changes a byte of every pack from now on. */
    void corrupting(boolean now) {
        this.corrupting = now;
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url(String name) {
        return "https://" + host() + "/git/" + name;
    }

    /** As the file of an authority. */
    Path certificate() {
        return certificate;
    }

    /** What callers said who they are, in the order of requests. */
    List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requests.add(path);
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (authorization != null) {
                authorizations.add(authorization);
            }
            if (path.startsWith("/moved/")) {
                exchange.getResponseHeaders()
                        .add(
                                "Location",
                                movedTo + "/info/refs?"
                                        + exchange.getRequestURI().getQuery());
                exchange.sendResponseHeaders(302, -1);
            } else if (login != null && !expected().equals(authorization)) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
                exchange.sendResponseHeaders(401, -1);
            } else {
                serve(exchange, path);
            }
        }
    }

    private String expected() {
        return "Basic "
                + Base64.getEncoder().encodeToString(String.valueOf(login).getBytes(StandardCharsets.UTF_8));
    }

    private void serve(HttpExchange exchange, String path) throws IOException {
        String name = path.replaceFirst("^/git/", "").replaceFirst("/.*", "");
        Path folder = repositories.resolve(name).resolve(".git");
        if (!Files.isDirectory(folder)) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(folder.toFile()).build()) {
            UploadPack pack = new UploadPack(repository);
            pack.setBiDirectionalPipe(false);
            String version = exchange.getRequestHeaders().getFirst("Git-Protocol");
            if (version != null) {
                pack.setExtraParameters(List.of(version.split(":", -1)));
            }
            if (path.endsWith("/info/refs")) {
                advertise(exchange, pack);
            } else {
                upload(exchange, pack);
            }
        }
    }

    private static void advertise(HttpExchange exchange, UploadPack pack) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(new PacketLineOut(answer)), "git-upload-pack");
        exchange.getResponseHeaders().add("Content-Type", "application/x-git-upload-pack-advertisement");
        exchange.sendResponseHeaders(200, answer.size());
        answer.writeTo(exchange.getResponseBody());
    }

    private void upload(HttpExchange exchange, UploadPack pack) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/x-git-upload-pack-result");
        exchange.sendResponseHeaders(200, 0);
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        InputStream request = zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
        OutputStream answer = exchange.getResponseBody();
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        pack.upload(request, sent, null);
        byte[] bytes = sent.toByteArray();
        int start = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PACK");
        if (corrupting && start >= 0) {
            // behind the pack's own header
            bytes[start + 30] ^= 0x55;
        }
        answer.write(bytes);
    }

    private static HttpsServer bound() throws IOException {
        for (int port = FIRST_PORT; port <= LAST_PORT; port++) {
            try {
                return HttpsServer.create(new InetSocketAddress("127.0.0.1", port), 0);
            } catch (BindException taken) {
                continue;
            }
        }
        throw new IOException("no free port from " + FIRST_PORT + " to " + LAST_PORT);
    }

    private static SSLContext tls(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-keypass", PASSWORD, "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + command);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
