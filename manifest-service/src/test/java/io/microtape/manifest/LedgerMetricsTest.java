package io.microtape.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.EventBar;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import io.microtape.model.run.BudgetChange;
import io.microtape.model.run.RunOrder;
import io.microtape.model.run.RunScope;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.cost.Pace;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.ledger.CaptureRecords.Planned;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import io.microtape.runtime.ledger.RunRecords.Sequence;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerMetricsTest {
    private static final long AT = Instant.parse("2024-03-04T15:00:00Z").getEpochSecond() * 1_000_000_000L;

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void the_numbers_are_those_of_coverage_and_stay_when_nobody_else_holds_them() {
        try (Ledger ledger = Ledger.sqlite(folder.resolve("ledger.db"), Clock.systemUTC(), new CaptureLifecycle(5,
                Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of(), 0))) {
            running(ledger);
            collected(watched(ledger));
            assertThat(gauge("microtape.ledger.up")).isEqualTo(1);
            assertThat(gauge("microtape.captures.waiting")).isEqualTo(2);
            assertThat(gauge("microtape.captures.missing")).isEqualTo(2);
            assertThat(registry.get("microtape.ledger.captures").tag("state", "queued").gauge().value()).isEqualTo(2);
            assertThat(registry.get("microtape.ledger.captures").tag("state", "complete").gauge().value()).isZero();
            assertThat(registry.get("microtape.ledger.runs").tag("state", "running").gauge().value()).isEqualTo(1);
        }
    }

    @Test
    void a_ledger_that_does_not_answer_is_down_and_says_no_numbers() {
        Ledger ledger = Ledger.sqlite(folder.resolve("ledger.db"), Clock.systemUTC(), new CaptureLifecycle(5,
                Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of(), 0));
        watched(ledger);
        ledger.close();
        assertThat(gauge("microtape.ledger.up")).isZero();
        assertThat(gauge("microtape.captures.waiting")).isNaN();
    }

    private WeakReference<LedgerMetrics> watched(Ledger ledger) {
        var metrics = new LedgerMetrics(ledger, new Coverages(ledger, Pace.of(Config.defaults()), Clock.systemUTC()));
        metrics.watch(registry);
        return new WeakReference<>(metrics);
    }

    /** Gives a collector that would take it every chance to. */
    private static void collected(WeakReference<LedgerMetrics> metrics) {
        for (int i = 0; i < 5 && metrics.get() != null; i++) {
            System.gc();
        }
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private static void running(Ledger ledger) {
        ledger.manifests().add(new ManifestRecord("m1", "core", "/nowhere", "hash", "GO", 1, 1, 0, Instant.now()));
        ledger.captures().plan("m1", EnumSet.allOf(Tape.class).stream().map(tape -> {
            var spec = new CaptureSpec(WindowId.of("IBM", AT), "IBM", tape, AT, AT, AT + 1_000_000_000L,
                    QuotePolicy.KEEP_ALL);
            return new Planned(spec, "RTH", "2024-03-04", new EventBar(1, 1, 1, 1, 10, Double.NaN),
                    "w/" + tape + ".parquet", 1, "flush");
        }).toList());
        ledger.manifests().approve("m1", "ann", "");
        ledger.runs().start("m1", RunScope.whole(EnumSet.allOf(Tape.class)), new Sequence(RunOrder.RANK, List.of()),
                BudgetChange.NONE);
    }
}
