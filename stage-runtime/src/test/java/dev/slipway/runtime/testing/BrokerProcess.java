package dev.slipway.runtime.testing;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The suite's own broker, started from the packaged module {@code kafka-broker}, with all topics. */
public final class BrokerProcess implements AutoCloseable {

    private static final List<String> TOPICS =
            List.of("commits", "builds", "images", "tests", "deployments", "load-balancers", "dns");

    private static final int PORT_ATTEMPTS = 50;

    private final Process process;
    private final int port;

    private BrokerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param data made if it is not there */
    public static BrokerProcess start(Path data) throws IOException {
        Path module = Path.of("..", "kafka-broker", "target").toAbsolutePath().normalize();
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                module.resolve("kafka-broker.jar") + ":" + module.resolve("lib/*"),
                "dev.slipway.broker.BrokerMain",
                data.toString(),
                String.valueOf(port),
                String.valueOf(freePort())));
        TOPICS.forEach(topic -> command.addAll(List.of("slipway." + topic + ":2", "slipway." + topic + ".dlq:1")));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!"ready".equals(process.inputReader().readLine())) {
            throw new IllegalStateException("the broker did not start: is kafka-broker packaged?");
        }
        return new BrokerProcess(process, port);
    }

    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** Below what the kernel lends to clients: one of those could take it before the server does. */
    public static int freePort() throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 13_000);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException e) {
                if (attempt == PORT_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (!process.destroyForcibly().waitFor(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the broker does not end");
        }
    }
}
