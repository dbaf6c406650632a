package io.microtape.status;

import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.capture.CaptureOutcome.NoRows;
import io.microtape.model.capture.CaptureOutcome.NotEntitled;
import io.microtape.model.capture.CaptureOutcome.Published;
import io.microtape.model.capture.CaptureOutcome.Rejected;
import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.EventBar;
import io.microtape.model.capture.Findings;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import io.microtape.model.lease.Lease;
import io.microtape.model.session.NewYorkTime;
import io.microtape.model.run.BudgetChange;
import io.microtape.model.run.RunOrder;
import io.microtape.model.run.RunScope;
import io.microtape.runtime.ledger.RunRecords.Sequence;
import io.microtape.runtime.ledger.CaptureRecords.Planned;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A real SQLite ledger, filled only through its own calls, so that every state in it is one that can happen. */
public final class LedgerFixture implements AutoCloseable {
    private static final List<String> SYMBOLS = List.of("AAPL", "AMD", "BRK.B", "GME", "NVDA", "PLTR", "RIVN", "SOFI",
            "TSLA", "UPST");
    private static final List<String> TYPES = List.of("volume_spike", "vwap_break", "opening_range_break", "flush",
            "consolidation_break", "price_momentum");
    private static final long MINUTE = 60_000_000_000L;

    private final Ledger ledger;

    public LedgerFixture(Path folder) {
        // An empty answer is due again at once, so that a second one can be had without waiting.
        this.ledger = Ledger.sqlite(folder.resolve("ledger.db"), Clock.systemUTC(),
                new CaptureLifecycle(3, Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of(), 0));
    }

    public Ledger ledger() {
        return ledger;
    }

    /** A manifest of so many windows, two captures each, that nobody asked for yet. */
    public void plan(String manifestId, String verdict, int windows, Instant builtAt) {
        plan(manifestId, verdict, windows, builtAt, 7);
    }

    /** A manifest of the same windows as {@link #plan}, each longer at its end. */
    public void planWider(String manifestId, int windows) {
        plan(manifestId, "GO", windows, Instant.parse("2024-07-02T12:00:00Z"), 12);
    }

    private void plan(String manifestId, String verdict, int windows, Instant builtAt, int minutesAfter) {
        ledger.manifests()
                .add(new ManifestRecord(manifestId, manifestId.split("_", 2)[0], manifestId + ".parquet",
                        "0".repeat(64),
                        verdict, windows * 31L, windows, windows * 30L, builtAt));
        List<Planned> planned = new ArrayList<>();
        for (int i = 0; i < windows; i++) {
            for (Tape tape : Tape.values()) {
                planned.add(capture(i, tape, minutesAfter));
            }
        }
        ledger.captures().plan(manifestId, planned);
    }

    /** Approves a manifest and starts a run over these tapes. */
    public void start(String manifestId, Set<Tape> tapes) {
        ledger.manifests().approve(manifestId, "Dana Reyes", "Half-day sample; the thin months are known");
        ledger.runs().start(manifestId, RunScope.whole(tapes), new Sequence(RunOrder.RANK, List.of()),
                BudgetChange.NONE);
    }

    public void start(String manifestId) {
        start(manifestId, EnumSet.allOf(Tape.class));
    }

    /** Leases that many captures; they are in flight afterwards. */
    public List<Lease> lease(int captures) {
        List<Lease> leases = new ArrayList<>();
        List<Lease> more;
        do {
            more = leases.size() < captures ? ledger.leases().lease("worker-1", Duration.ofMinutes(10)) : List.of();
            leases.addAll(more);
        } while (!more.isEmpty());
        return leases;
    }

    public void settle(Lease lease, CaptureOutcome outcome) {
        ledger.leases().settle(lease.captureId(), lease.token(), outcome, 1);
    }

    public static CaptureOutcome published(int rows) {
        return new Published(new CaptureProof(rows + 7, rows, rows * 21L, "ab".repeat(32), 1_714_570_000_000_000_001L,
                1_714_570_600_000_000_002L, 3, 1_714_570_000_000_000_000L, 1_714_570_601_000_000_000L,
                Optional.empty(), Findings.NONE));
    }

    /** One answer of each kind, in turn: complete, empty, refused, not in the plan. */
    public static CaptureOutcome answer(int turn) {
        return switch (turn % 12) {
            case 3 -> new NoRows(1);
            case 7 -> new Rejected("page 2 of 4 had 49,980 rows where the vendor said 50,000");
            case 9 -> new NotEntitled("403: the plan does not include quotes before 2022");
            default -> published(1_000 + turn * 37);
        };
    }

    private static Planned capture(int i, Tape tape, int minutesAfter) {
        String symbol = SYMBOLS.get(i % SYMBOLS.size());
        var day = LocalDateTime.of(2024, 1 + i % 6, 2 + i / SYMBOLS.size() % 20, 0, 0);
        var session = List.of("RTH", "RTH", "PM", "RTH", "AH").get(i % 5);
        var hour = switch (session) {
            case "PM" -> 7;
            case "AH" -> 17;
            default -> 11;
        };
        long at = NewYorkTime.epochNanos(day.plusHours(hour).plusMinutes(i % 59).plusHours(i / 2_400 % 2));
        WindowId window = WindowId.of(symbol, at);
        var spec = new CaptureSpec(window, symbol, tape, at, at - 3 * MINUTE, at + minutesAfter * MINUTE,
                tape == Tape.TRADES ? QuotePolicy.KEEP_ALL : new QuotePolicy(true, 5));
        return new Planned(spec, session, NewYorkTime.date(at).toString(),
                new EventBar(1, 1, 1, 1, i % 4 == 0 ? 0 : 25_000, Double.NaN),
                "tapes/%s/%s_%s.parquet".formatted(tape.word(), window, i), i, TYPES.get(i % TYPES.size()));
    }

    @Override
    public void close() {
        ledger.close();
    }
}
