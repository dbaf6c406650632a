package io.microtape.standalone.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A host that nobody configured. It counts who comes, and says nothing. */
final class Stranger implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger visits = new AtomicInteger();

    Stranger() throws IOException {
        Thread.ofVirtual().start(() -> {
            while (!door.isClosed()) {
                try (Socket _ = door.accept()) {
                    visits.incrementAndGet();
                } catch (IOException _) {
                    return;
                }
            }
        });
    }

    int port() {
        return door.getLocalPort();
    }

    int visits() {
        return visits.get();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
