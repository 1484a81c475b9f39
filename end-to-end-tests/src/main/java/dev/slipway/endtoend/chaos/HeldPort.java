package dev.slipway.endtoend.chaos;

import dev.slipway.cli.suite.Await;
import dev.slipway.cli.suite.SuiteException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** A port that its owner cannot have: bound, and never listened on, so that clients are refused. */
final class HeldPort implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Socket socket;

    private HeldPort(Socket socket) {
        this.socket = socket;
    }

    /** Waits until the owner has let it go. */
    static HeldPort take(int port) throws InterruptedException {
        Socket socket = new Socket();
        if (!Await.until(PATIENCE, POLL, () -> bound(socket, port))) {
            throw new SuiteException("port " + port + " is not let go");
        }
        return new HeldPort(socket);
    }

    private static boolean bound(Socket socket, int port) {
        try {
            // Reused, although connections of the owner still linger; then not to be reused by the owner.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setReuseAddress(false);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new SuiteException("the held port cannot be let go: " + e.getMessage(), e);
        }
    }
}
