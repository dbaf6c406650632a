package io.microtape.manifest.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.EventBar;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import io.microtape.model.lease.LeaseMessages;
import io.microtape.model.lease.LeaseMessages.Ask;
import io.microtape.model.lease.LeaseMessages.Granted;
import io.microtape.model.run.BudgetChange;
import io.microtape.model.run.RunOrder;
import io.microtape.model.run.RunScope;
import io.microtape.runtime.bus.BusCodecs;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.runtime.ledger.CaptureRecords.Planned;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import io.microtape.runtime.ledger.RunRecords.Sequence;
import io.microtape.runtime.process.Blocking;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseVerticleTest {
    private static final long MINUTE = 60_000_000_000L;

    @TempDir
    Path folder;
    private final Vertx vertx = Vertx.vertx();
    private final Deque<Long> nanos = new ArrayDeque<>();
    private Ledger ledger;

    @BeforeEach
    void oneCaptureWaits() {
        ledger = Ledger.sqlite(folder.resolve("ledger.db"), Clock.systemUTC(), new CaptureLifecycle(3,
                Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(24), List.of(), 0));
        ledger.manifests().add(new ManifestRecord("m1", "core", "/nowhere", "hash", "GO", 1, 1, 0, Instant.EPOCH));
        var spec = new CaptureSpec(WindowId.of("IBM", MINUTE), "IBM", Tape.TRADES, MINUTE, 0, 9 * MINUTE,
                QuotePolicy.KEEP_ALL);
        ledger.captures().plan("m1", List.of(new Planned(spec, "RTH", "1970-01-01",
                new EventBar(1, 1, 1, 1, 10, Double.NaN), "w.parquet", 1, "flush")));
        ledger.manifests().approve("m1", "ann", "");
        ledger.runs().start("m1", RunScope.whole(EnumSet.of(Tape.TRADES)), new Sequence(RunOrder.RANK, List.of()),
                BudgetChange.NONE);
        BusCodecs.register(vertx);
        Blocking.await(vertx.deployVerticle(new LeaseVerticle(ledger, Duration.ofMinutes(1),
                new LedgerWatch(ledger.place(), _ -> {}, _ -> {}), nanos::remove)));
    }

    @AfterEach
    void close() {
        Blocking.await(vertx.close());
        ledger.close();
    }

    @Test
    void who_asks_is_given_what_waits() {
        nanos.addAll(List.of(0L, seconds(1), seconds(2)));
        assertThat(ask().leases()).hasSize(1);
    }

    @Test
    void nothing_is_leased_to_who_asked_so_long_ago_that_nobody_waits_for_the_answer() {
        nanos.addAll(List.of(0L, seconds(9)));
        assertThatThrownBy(this::ask).hasMessageContaining("too long");
        assertThat(capture().state()).isEqualTo(CaptureState.QUEUED);
        assertThat(ledger.captures().attempts(capture().captureId())).isEmpty();
    }

    @Test
    void what_was_leased_too_late_is_given_back_and_counts_as_no_failure() {
        nanos.addAll(List.of(0L, seconds(1), seconds(30)));
        assertThat(ask().leases()).isEmpty();
        assertThat(capture().state()).isEqualTo(CaptureState.QUEUED);
        assertThat(capture().failures()).isZero();
    }

    private Granted ask() {
        return Blocking.await(vertx.eventBus().<Granted>request(LeaseMessages.LEASE, new Ask("d"))).body();
    }

    private CaptureRecord capture() {
        return ledger.captures().at("w.parquet").orElseThrow();
    }

    private static long seconds(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
