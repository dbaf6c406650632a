package io.microtape.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** How soon all of 500 clients hear of a change of a manifest, one of which never reads. */
final class LiveCrowd {
    private static final int CLIENTS = 500;
    private static final int CHANGES = 20;

    private LiveCrowd() {}

    static void measure(URI server, String manifestId, Path ledger, Runnable announce) throws Exception {
        List<Socket> sockets = new ArrayList<>();
        long[] heard = new long[CLIENTS - 1];
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                var sql = DriverManager.getConnection("jdbc:sqlite:" + ledger)) {
            List<BufferedReader> readers = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                var socket = new Socket(InetAddress.getByName(server.getHost()), server.getPort());
                sockets.add(socket);
                socket.getOutputStream().write("GET /api/v1/live?manifest=%s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                        .formatted(manifestId).getBytes(StandardCharsets.US_ASCII));
                if (i > 0) {
                    readers.add(
                            new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
                }
            }
            for (BufferedReader reader : readers) {
                until(reader, "event: snapshot");
            }
            System.gc();
            long before = used();
            double[] slowest = new double[CHANGES];
            for (int change = 0; change < CHANGES; change++) {
                var all = new CountDownLatch(readers.size());
                long began = System.nanoTime();
                try (var write = sql.createStatement()) {
                    write.execute("update capture set bytes = bytes + 1 where number = " + (change + 1));
                }
                for (int i = 0; i < readers.size(); i++) {
                    int place = i;
                    threads.execute(() -> {
                        until(readers.get(place), "event: change");
                        heard[place] = System.nanoTime();
                        all.countDown();
                    });
                }
                announce.run();
                all.await();
                slowest[change] = (Arrays.stream(heard).max().orElseThrow() - began) / 1e6;
            }
            System.gc();
            System.out.printf(
                    "change to the last of %d clients p50 %6.1f ms  max %6.1f ms; heap grew by %.1f MB over %d changes%n",
                    CLIENTS - 1, StatusBenchmark.percentile(slowest, 0.5), StatusBenchmark.percentile(slowest, 1),
                    (used() - before) / 1e6, CHANGES);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static void until(BufferedReader reader, String line) {
        try {
            for (String read = reader.readLine(); read != null; read = reader.readLine()) {
                if (read.equals(line)) {
                    return;
                }
            }
            throw new IOException("the stream ended");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
