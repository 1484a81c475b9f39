package dev.slipway.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A way to a server that is cut off while a file exists: connections break, as they do when the server goes away. */
final class Gate implements AutoCloseable {

    private final ServerSocket entrance;
    private final String host;
    private final int port;
    private final Path shut;

    Gate(String host, int port, Path shut) throws IOException {
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.host = host;
        this.port = port;
        this.shut = shut;
        Thread.ofVirtual().start(this::letIn);
    }

    int port() {
        return entrance.getLocalPort();
    }

    private void letIn() {
        while (!entrance.isClosed()) {
            try {
                Socket visitor = entrance.accept();
                if (Files.exists(shut)) {
                    visitor.close();
                } else {
                    Socket server = new Socket(host, port);
                    Thread.ofVirtual().start(() -> pass(visitor, server));
                    Thread.ofVirtual().start(() -> pass(server, visitor));
                }
            } catch (IOException e) {
                // Shown to the visitor as a broken connection, which is what this is for.
                continue;
            }
        }
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[8192];
            for (int n = in.read(some); n >= 0 && !Files.exists(shut); n = in.read(some)) {
                out.write(some, 0, n);
            }
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }
}
