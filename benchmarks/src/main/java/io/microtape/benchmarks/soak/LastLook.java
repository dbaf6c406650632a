package io.microtape.benchmarks.soak;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.coverage.CaptureAsk;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import io.microtape.simulator.synthetic.SyntheticTapes;
import io.microtape.simulator.tape.Order;
import io.microtape.simulator.tape.TapeRows;
import io.microtape.simulator.tape.TapeSource;
import io.microtape.simulator.tape.TimeRange;
import io.microtape.standalone.Workplace;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** After everything has ended: no capture is lost, the lake is what the ledger says and what the vendor has, nothing is left over. */
final class LastLook {
    private static final int SAMPLE = 400;
    private static final List<String> COMPARED = List.of(TapeRows.SIP_TIMESTAMP, "sequence_number", "price", "size",
            "bid_price", "ask_price");

    private final Folders folders;
    private final Programs programs;
    private final Findings findings;
    private final TapeSource tapes = new SyntheticTapes(Vendor.SEED, MarketCalendars.usEquities());

    LastLook(Folders folders, Programs programs, Findings findings) {
        this.folders = folders;
        this.programs = programs;
        this.findings = findings;
    }

    /** What was looked at. */
    record Seen(List<String> words, int complete) {}

    Seen look(List<String> manifests, long seed) throws IOException {
        int verified = programs.command("verify");
        if (verified != 0) {
            findings.add("the last verify ended with %d".formatted(verified));
        }
        for (Path left : folders.temporaries()) {
            findings.add("left over: " + left);
        }
        List<CaptureRecord> complete = new ArrayList<>();
        long captures = 0;
        try (Workplace workplace = new Workplace(folders.home(),
                Config.load(Optional.empty(), Optional.of("demo"), List.of()))) {
            for (String manifest : manifests) {
                List<CaptureRecord> listed = workplace.coverages()
                        .list(new CaptureAsk(manifest, Map.of(), CaptureAsk.Order.WINDOW, 10_000, 0)).captures();
                captures += listed.size();
                long windows = windows(manifest);
                if (listed.size() != windows * Tape.values().length) {
                    findings.add("%s has %d windows and %d captures".formatted(manifest, windows, listed.size()));
                }
                for (CaptureRecord capture : listed) {
                    if (capture.state() == CaptureState.COMPLETE) {
                        complete.add(capture);
                    } else if (capture.state() != CaptureState.EMPTY_CONFIRMED) {
                        findings.add("a capture is %s at the end".formatted(capture.state()));
                    }
                }
            }
        }
        var random = new SplittableRandom(seed);
        int looked = Math.min(SAMPLE, complete.size());
        for (int i = 0; i < looked; i++) {
            compare(complete.get(random.nextInt(complete.size())));
        }
        return new Seen(List.of(
                "manifests %,d with %,d captures, %,d of them complete".formatted(manifests.size(), captures,
                        complete.size()),
                "verified  %s".formatted(verified == 0 ? "no difference" : "there are differences"),
                "rows      of %,d captures compared with the vendor's".formatted(looked)), complete.size());
    }

    /** As its file says, and not the ledger. */
    private long windows(String manifest) {
        Table events = ParquetTables.read(folders.home().manifests().resolve(manifest).resolve("manifest.parquet"),
                "window_id"::equals);
        Column.Strings windows = (Column.Strings) events.column("window_id").orElseThrow();
        return IntStream.range(0, events.rows()).mapToObj(windows::get).distinct().count();
    }

    private void compare(CaptureRecord capture) {
        Table stored = ParquetTables.read(folders.home().lake().resolve(capture.path()),
                name -> COMPARED.contains(name));
        int row = 0;
        for (TapeRows stretch : tapes.stretches(capture.spec().symbol(), capture.spec().tape(),
                new TimeRange(capture.spec().windowFrom(), capture.spec().windowTo()), Order.ASC)) {
            for (int theirs = stretch.from(); theirs < stretch.to(); theirs++, row++) {
                if (row >= stored.rows() || !same(stored, row, stretch.table(), theirs)) {
                    findings.add("%s: row %d is not the vendor's".formatted(capture.captureId(), row));
                    return;
                }
            }
        }
        if (row != stored.rows()) {
            findings.add(
                    "%s: %d rows are stored, the vendor has %d".formatted(capture.captureId(), stored.rows(), row));
        }
    }

    /** A column that is missing is one of zeros, as the vendor leaves them out: one that was lost differs from what they have. */
    private static boolean same(Table stored, int row, Table vendor, int theirs) {
        return COMPARED.stream().allMatch(name -> number(stored.column(name), row)
                .compareTo(number(vendor.column(name), theirs)) == 0);
    }

    /** Decimal: a double would change the last digits of a stamp. */
    private static BigDecimal number(Optional<Column> column, int row) {
        return switch (column.orElse(null)) {
            case null -> BigDecimal.ZERO;
            case Column.Longs longs -> longs.isNull(row) ? BigDecimal.ZERO : BigDecimal.valueOf(longs.values()[row]);
            case Column.Doubles doubles ->
                doubles.isNull(row) ? BigDecimal.ZERO : BigDecimal.valueOf(doubles.values()[row]);
            default -> throw new IllegalStateException("not a number");
        };
    }
}
