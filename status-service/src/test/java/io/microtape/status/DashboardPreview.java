package io.microtape.status;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.Tape;
import io.microtape.model.lease.LeaseMessages;
import io.microtape.model.lease.LeaseMessages.CaptureChanged;
import io.microtape.status.live.LiveLimits;
import java.nio.file.Files;
import java.time.Instant;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves the dashboard over a ledger in which a run is under way, for whoever works on the page: first argument, port. */
public final class DashboardPreview {
    private static final int WINDOWS = 2_400;
    private static final int SETTLED = 1_900;
    private static final long STEP_MILLIS = 700;

    private DashboardPreview() {}

    public static void main(String[] args) throws Exception {
        var server = new StatusServer(Files.createTempDirectory("preview"), LiveLimits.DEFAULT,
                Integer.parseInt(args[0]));
        var ledger = server.ledger();
        ledger.plan("core_2024H1_3f9c1a70", "GO", 400, Instant.parse("2024-07-01T12:00:00Z"));
        ledger.plan("core_2024H2_empty000", "GO", 0, Instant.parse("2024-06-01T12:00:00Z"));
        ledger.plan("plus_2024H1_b81e04d2", "NO_GO", WINDOWS, Instant.parse("2024-07-02T14:05:00Z"));
        ledger.start("plus_2024H1_b81e04d2", EnumSet.of(Tape.TRADES));
        var turn = new AtomicInteger();
        ledger.lease(SETTLED).forEach(lease -> ledger.settle(lease, LedgerFixture.answer(turn.getAndIncrement())));
        ledger.lease(24);
        server.vertx().setPeriodic(STEP_MILLIS, _ -> server.vertx().executeBlocking(() -> {
            for (var lease : ledger.lease(3)) {
                ledger.settle(lease, LedgerFixture.answer(turn.getAndIncrement()));
                server.vertx().eventBus().publish(LeaseMessages.CHANGED,
                        new CaptureChanged(lease.captureId(), CaptureState.COMPLETE));
            }
            return null;
        }));
        System.out.println(server.http().url());
    }
}
