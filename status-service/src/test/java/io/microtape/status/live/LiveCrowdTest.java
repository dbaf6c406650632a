package io.microtape.status.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.lease.LeaseMessages;
import io.microtape.model.lease.LeaseMessages.CaptureChanged;
import io.microtape.status.LedgerFixture;
import io.microtape.status.LiveReader;
import io.microtape.status.StatusServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As many clients as are let in, one of which never reads. */
class LiveCrowdTest {
    private static final int CLIENTS = 500;
    private static final int CHANGES = 30;
    private static final long MB = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void five_hundred_clients_see_every_change_while_one_of_them_does_not_read() throws Exception {
        var limits = new LiveLimits(CLIENTS, Duration.ofMillis(20), Duration.ofHours(1), Duration.ofHours(1),
                Duration.ofSeconds(30));
        List<LiveReader> readers = new ArrayList<>();
        try (var server = new StatusServer(folder, limits, 0);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.ledger().plan("m1", "GO", CHANGES, Instant.parse("2024-07-01T12:00:00Z"));
            server.ledger().start("m1");
            LiveReader silent = watch(server);
            assertThat(silent.head()).isNotEmpty();
            for (int i = 1; i < CLIENTS; i++) {
                readers.add(watch(server));
            }
            long before = heap();
            for (int change = 1; change <= CHANGES; change++) {
                server.ledger().settle(server.ledger().lease(1).getFirst(), LedgerFixture.published(change));
                server.vertx().eventBus().publish(LeaseMessages.CHANGED,
                        new CaptureChanged("any", CaptureState.COMPLETE));
                int complete = change;
                List<Future<?>> seen = new ArrayList<>();
                readers.forEach(reader -> seen.add(threads.submit(() -> until(reader, complete))));
                for (Future<?> each : seen) {
                    each.get(30, TimeUnit.SECONDS);
                }
            }
            assertThat(server.get("/api/v1/live?manifest=m1").statusCode()).as("all places are taken").isEqualTo(503);
            assertThat(heap() - before).as("bytes that the crowd left behind").isLessThan(64 * MB);
            for (LiveReader reader : readers) {
                reader.close();
            }
            silent.close();
        }
    }

    private static LiveReader watch(StatusServer server) throws IOException {
        return new LiveReader(server.http().url(), "/api/v1/live?manifest=m1");
    }

    private static void until(LiveReader reader, int complete) {
        try {
            while (reader.next().states("COMPLETE") < complete) {
                // An older event may still be on its way.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What cannot be collected. */
    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
