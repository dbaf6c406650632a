package io.microtape.runtime.ledger;

import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.capture.CaptureOutcome.Published;
import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.EventBar;
import io.microtape.model.capture.Findings;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.coverage.CoverageAsk;
import io.microtape.model.id.WindowId;
import io.microtape.model.lease.Lease;
import io.microtape.model.run.BudgetChange;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunOrder;
import io.microtape.model.run.RunScope;
import io.microtape.model.session.Session;
import io.microtape.runtime.cost.Pace;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.runtime.ledger.CaptureRecords.Planned;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import io.microtape.runtime.ledger.RunRecords.Sequence;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A ledger on a clock that stands, with manifests made up of windows around minutes of one day. */
final class TestLedger implements AutoCloseable {
    static final Set<Tape> BOTH = EnumSet.allOf(Tape.class);
    static final Set<Tape> TRADES = EnumSet.of(Tape.TRADES);
    static final Duration LEASE = Duration.ofSeconds(60);
    static final Duration EMPTY_RECHECK = Duration.ofHours(24);
    static final List<Duration> HOLE_REPROBE = List.of(Duration.ofDays(1), Duration.ofDays(7));
    static final int MOST_REFUSALS = 3;
    private static final long MINUTE = 60_000_000_000L;
    private static final long NOON = Instant.parse("2013-10-07T12:00:00Z").getEpochSecond() * 1_000_000_000L;

    private final Engine.Place place;
    private final SettableClock clock = new SettableClock();
    private Ledger ledger;
    private Coverages coverages;

    TestLedger(Engine engine, Path folder) {
        this.place = engine.place(folder);
        reopen();
    }

    /** As a process that starts again has it. */
    void reopen() {
        if (ledger != null) {
            ledger.close();
        }
        ledger = place.open(clock, new CaptureLifecycle(3, Duration.ofSeconds(1), Duration.ofMinutes(5),
                EMPTY_RECHECK, HOLE_REPROBE, MOST_REFUSALS));
        coverages = new Coverages(ledger, new Pace(2, 50), clock);
    }

    Ledger ledger() {
        return ledger;
    }

    Coverages coverages() {
        return coverages;
    }

    /** To look at it past the ledger. */
    Connection sql() throws SQLException {
        return place.sql();
    }

    void advance(Duration by) {
        clock.advance(by);
    }

    /** A window of {@code length} minutes from a minute after noon; of both tapes. */
    static List<Planned> window(String symbol, int minute, int length, Session session) {
        long at = NOON + minute * MINUTE;
        List<Planned> planned = new ArrayList<>();
        for (Tape tape : BOTH) {
            var spec = new CaptureSpec(WindowId.of(symbol, at), symbol, tape, at, at, at + length * MINUTE,
                    QuotePolicy.KEEP_ALL);
            planned.add(new Planned(spec, session.name(), "2013-10-07", new EventBar(1, 1, 1, 1, 10, Double.NaN),
                    "w/" + spec.windowId() + tape + ".parquet", minute + 1, "flush"));
        }
        return planned;
    }

    /** An approved manifest of windows of IBM that do not touch, ten minutes apart, all in regular hours. */
    void manifest(String id, int windows) {
        manifest(id, apart(windows));
    }

    /** Such a manifest, and a run over both tapes of it, in any ledger. */
    static Run run(Ledger ledger, int windows) {
        ledger.manifests().add(new ManifestRecord("m1", "core", "/nowhere", "hash", "GO", 10, 5, 5, Instant.EPOCH));
        ledger.captures().plan("m1", apart(windows));
        ledger.manifests().approve("m1", "ann", "");
        return ledger.runs().start("m1", RunScope.whole(BOTH), new Sequence(RunOrder.RANK, List.of()),
                BudgetChange.NONE);
    }

    private static List<Planned> apart(int windows) {
        List<Planned> planned = new ArrayList<>();
        for (int i = 0; i < windows; i++) {
            planned.addAll(window("IBM", 10 * i, 5, Session.RTH));
        }
        return planned;
    }

    void manifest(String id, List<Planned> planned) {
        ledger.manifests().add(new ManifestRecord(id, "core", "/nowhere", "hash", "GO", 10, 5, 5, clock.instant()));
        ledger.captures().plan(id, planned);
        ledger.manifests().approve(id, "ann", "");
    }

    /** The id of the window of IBM at a minute after noon. */
    static String ibm(int minute) {
        return WindowId.of("IBM", NOON + minute * MINUTE).value();
    }

    /** Runs over the trades of these windows. */
    Run startOf(List<Planned> planned) {
        manifest("m1", planned);
        return start("m1", RunScope.whole(TRADES), BudgetChange.NONE);
    }

    Run start(String manifest) {
        return start(manifest, RunScope.whole(BOTH), BudgetChange.NONE);
    }

    /** In order of rank. */
    Run start(String manifest, RunScope scope, BudgetChange budget, String... windows) {
        return ledger.runs().start(manifest, scope, new Sequence(RunOrder.RANK, List.of(windows)), budget);
    }

    Run run(Run run) {
        return ledger.runs().get(run.runId());
    }

    /** What one worker is given when it asks once. */
    List<Lease> ask() {
        return ledger.leases().lease("test", LEASE);
    }

    /** All that is given until there is no more. */
    List<Lease> askAll() {
        List<Lease> leases = new ArrayList<>();
        for (List<Lease> more = ask(); !more.isEmpty(); more = ask()) {
            leases.addAll(more);
        }
        return leases;
    }

    void settle(Lease lease, CaptureOutcome outcome) {
        settle(lease, outcome, 1);
    }

    void settle(Lease lease, CaptureOutcome outcome, long requests) {
        ledger.leases().settle(lease.captureId(), lease.token(), outcome, requests);
    }

    void settleAll(CaptureOutcome outcome) {
        askAll().forEach(lease -> settle(lease, outcome));
    }

    static Published published(long bytes) {
        return new Published(new CaptureProof(10, 9, bytes, "ab", 1, 2, 1, 0, 3, Optional.empty(), Findings.NONE));
    }

    CaptureRecord capture(Lease lease) {
        return ledger.captures().find(lease.captureId()).orElseThrow();
    }

    long inState(CaptureState state) {
        return ledger.manifests().all().stream()
                .mapToLong(manifest -> coverages.of(CoverageAsk.of(manifest.manifestId())).of(state)).sum();
    }

    @Override
    public void close() {
        ledger.close();
        place.close();
    }
}
