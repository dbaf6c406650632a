package io.microtape.benchmarks;

import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.EventBar;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import io.microtape.model.run.BudgetChange;
import io.microtape.model.run.RunOrder;
import io.microtape.model.run.RunScope;
import io.microtape.model.session.NewYorkTime;
import io.microtape.model.session.Session;
import io.microtape.runtime.ledger.CaptureRecords.Planned;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import io.microtape.runtime.ledger.RunRecords.Sequence;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Fills a ledger with one manifest of very many captures in the middle of its run: 5,000 symbols, five years, six event types, every
 * state. What becomes of the captures is written into the ledger's file at once, as no vendor could answer so many.
 */
final class MillionCaptures {
    static final String MANIFEST = "core_20240308_000000000000";
    static final long SEED = 7;
    private static final int SYMBOLS = 5_000;
    private static final int BATCH = 20_000;
    private static final long MINUTE = 60_000_000_000L;
    private static final LocalDate FIRST = LocalDate.of(2019, 3, 11);
    private static final int DAYS = 1_825;
    private static final List<String> TYPES = List.of("volume_spike", "vwap_break", "opening_range_break", "flush",
            "gap", "halt");

    private MillionCaptures() {}

    static void fill(Ledger ledger, Path file, int captures) throws SQLException {
        ledger.manifests()
                .add(new ManifestRecord(MANIFEST, "core", "/nowhere", "hash", "GO", captures, captures / 2,
                        captures / 2,
                        Instant.now()));
        ledger.manifests().approve(MANIFEST, "benchmark", "generated");
        var random = new SplittableRandom(SEED);
        List<Planned> batch = new ArrayList<>();
        for (int window = 0; window < captures / 2; window++) {
            batch.addAll(window(random, window));
            if (batch.size() >= BATCH || window == captures / 2 - 1) {
                ledger.captures().plan(MANIFEST, batch);
                batch.clear();
            }
        }
        ledger.runs().start(MANIFEST, RunScope.whole(EnumSet.allOf(Tape.class)), new Sequence(RunOrder.RANK, List.of()),
                BudgetChange.NONE);
        answer(file);
    }

    static List<Planned> window(SplittableRandom random, int rank) {
        // A few symbols have most events, as in the market.
        int symbol = (int) (SYMBOLS * Math.pow(random.nextDouble(), 2));
        String name = "" + letter(symbol / 676) + letter(symbol / 26) + letter(symbol) + letter(symbol / 17_576 + 3);
        LocalDate date = FIRST.plusDays(random.nextInt(DAYS));
        while (date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY) {
            date = date.plusDays(1);
        }
        int minute = random.nextInt(100) < 15 ? random.nextInt(330) : 330 + random.nextInt(390 + 60);
        Session session = minute < 330 ? Session.PM : minute < 720 ? Session.RTH : Session.AH;
        long at = NewYorkTime.epochNanos(date.atTime(LocalTime.of(4, 0).plusMinutes(minute)))
                + random.nextInt(1_000) * 1_000_000L;
        List<Planned> planned = new ArrayList<>();
        for (Tape tape : Tape.values()) {
            var policy = tape == Tape.TRADES ? QuotePolicy.KEEP_ALL : new QuotePolicy(true, 5);
            var spec = new CaptureSpec(WindowId.of(name, at), name, tape, at, at - 3 * MINUTE, at + 7 * MINUTE, policy);
            planned.add(new Planned(spec, session.name(), date.toString(), new EventBar(1, 1, 1, 1, 10, Double.NaN),
                    "w/" + rank + tape + ".parquet", rank + 1L, TYPES.get(random.nextInt(TYPES.size()))));
        }
        return planned;
    }

    private static char letter(int number) {
        return (char) ('A' + number % 26);
    }

    private static void answer(Path file) throws SQLException {
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + file);
                var sql = ledger.createStatement()) {
            sql.execute("""
                    update capture set requests = 1, settled_at = 1795230000000 + number, took_ms = 300 + number % 400,
                      state = case when number % 100 < 88 then 'COMPLETE' when number % 100 < 90 then 'EMPTY_CONFIRMED'
                        when number % 100 < 92 then 'FAILED' when number % 100 < 93 then 'NOT_ENTITLED'
                        when number % 100 < 94 then 'VENDOR_HOLE' else 'EMPTY' end,
                      cause = case when number % 100 between 90 and 91 then 'HTTP 404: no such ticker ' || (number % 7)
                        when number % 100 = 92 then 'HTTP 403: not entitled' end
                    where number % 10 < 9 or number % 100 < 94""");
            sql.execute(
                    """
                            update capture set grade = substr('AAAAABBC', 1 + number % 8, 1), rows_received = 2000 + number % 5000,
                              rows_kept = 1000 + number % 2500, bytes = 14000 + number % 90000, pages = 1, sha256 = 'x', first_ts = window_from,
                              last_ts = window_to - 1, covers_from = window_from, covers_to = window_to
                            where state = 'COMPLETE'""");
        }
    }
}
