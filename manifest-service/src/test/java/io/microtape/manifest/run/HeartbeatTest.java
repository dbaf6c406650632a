package io.microtape.manifest.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.runtime.cost.Estimator;
import io.microtape.runtime.cost.Pace;
import io.microtape.manifest.lease.LedgerWatch;
import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.model.capture.CaptureOutcome.Published;
import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.EventBar;
import io.microtape.model.capture.Findings;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import io.microtape.model.lease.Lease;
import io.microtape.model.run.BudgetChange;
import io.microtape.model.run.RunOrder;
import io.microtape.model.run.RunScope;
import io.microtape.runtime.ledger.CaptureRecords.Planned;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import io.microtape.runtime.ledger.RunRecords.Sequence;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatTest {
    private static final long MINUTE = 60_000_000_000L;
    private static final int CAPTURES = 40;

    @TempDir
    Path folder;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private Ledger ledger;
    private Heartbeat heartbeat;

    @BeforeEach
    void open() {
        ledger = Ledger.sqlite(folder.resolve("ledger.db"), clock, new CaptureLifecycle(3, Duration.ofSeconds(1),
                Duration.ofMinutes(5), Duration.ofHours(24), List.of(), 0));
        heartbeat = new Heartbeat(ledger, new Coverages(ledger, new Pace(2, 50), clock),
                new RunCosts(ledger, new Estimator(ledger.costs()::all, new Pace(2, 50))),
                clock);
        List<Planned> planned = new ArrayList<>();
        for (int i = 0; i < CAPTURES; i++) {
            long at = i * 20L * MINUTE;
            var spec = new CaptureSpec(WindowId.of("IBM", at), "IBM", Tape.TRADES, at, at, at + MINUTE,
                    QuotePolicy.KEEP_ALL);
            planned.add(new Planned(spec, "RTH", "2024-01-02", EventBar.UNKNOWN, "p" + i + ".parquet", i + 1, "flush"));
        }
        ledger.manifests().add(new ManifestRecord("m1", "core", "/m1", "hash", "GO", 9, 9, 0, now));
        ledger.captures().plan("m1", planned);
        ledger.manifests().approve("m1", "ann", "");
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void a_beat_says_how_far_each_running_run_is_and_how_fast_it_went() {
        assertThat(heartbeat.beat()).isEmpty();
        start(new BudgetChange(Optional.of(100L), Optional.empty(), Optional.empty()));
        assertThat(heartbeat.beat()).containsExactly(
                "run m1-run1: 0 of 40 captures answered (QUEUED 40), 0 rows, 0.0 MB, 0 of 100 requests");
        capture(30);
        now = now.plus(Duration.ofMinutes(2));
        assertThat(heartbeat.beat()).singleElement().asString().startsWith(
                "run m1-run1: 30 of 40 captures answered (QUEUED 10, COMPLETE 30), 270 rows, 15.0 MB, 60 of 100 requests; "
                        + "15.0 captures/min since the last line; ")
                .endsWith(" hours left (p50 to p90)");
        capture(10);
        assertThat(heartbeat.beat()).isEmpty();
    }

    @Test
    void a_beat_pauses_a_run_whose_hours_are_used_up() {
        start(new BudgetChange(Optional.empty(), Optional.empty(), Optional.of(3_600_000L)));
        capture(1);
        now = now.plus(Duration.ofMinutes(59));
        assertThat(heartbeat.beat()).singleElement().asString().contains("0.98 of 1.00 hours");
        now = now.plus(Duration.ofMinutes(1));
        assertThat(heartbeat.beat()).isEmpty();
        assertThat(ledger.runs().get("m1-run1").reason()).contains("1 hours is used up");
    }

    @Test
    void the_verticle_beats_on_its_own() throws Exception {
        start(BudgetChange.NONE);
        var said = new LinkedBlockingQueue<String>();
        Vertx vertx = Vertx.vertx();
        try {
            vertx.deployVerticle(new HeartbeatVerticle(heartbeat, Duration.ofMillis(20),
                    new LedgerWatch("here", said::add, said::add), said::add)).await(20, TimeUnit.SECONDS);
            assertThat(said.poll(20, TimeUnit.SECONDS)).startsWith("run m1-run1: 0 of 40");
        } finally {
            vertx.close().await(20, TimeUnit.SECONDS);
        }
    }

    private void start(BudgetChange budget) {
        ledger.runs().start("m1", RunScope.whole(EnumSet.of(Tape.TRADES)), new Sequence(RunOrder.RANK, List.of()),
                budget);
    }

    private void capture(int captures) {
        for (int i = 0; i < captures; i++) {
            Lease lease = ledger.leases().lease("d", Duration.ofMinutes(1)).getFirst();
            ledger.leases().settle(lease.captureId(), lease.token(), new Published(new CaptureProof(10, 9, 500_000,
                    "ab", 1, 2, 1, 0, 3, Optional.empty(), Findings.NONE)), 2);
        }
    }
}
