package io.microtape.status.window;

import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.parquet.RowGroups;
import io.microtape.runtime.rows.RowsRefusedException;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Set;

/**
 * Chooses the rows of a tape for a chart: see {@link Spans}. Of trades the extremes are those of the price; of quotes the
 * lowest bid, the highest ask, the narrowest and the widest spread. A price that is missing or not above zero is none.
 * Reads one row group at a time.
 */
final class ChartRows {
    private static final String TIME = "sip_timestamp";

    private final RowGroups groups;
    private final Spans spans;
    private final int points;

    private ChartRows(RowGroups groups, CaptureProof proof, int points) {
        this.groups = groups;
        this.spans = new Spans(proof.from(), proof.to(), points);
        this.points = points;
    }

    /**
     * The rows, by their place in the file.
     *
     * @throws RowsRefusedException when the capture was stored without a column that this needs
     */
    static BitSet of(Path file, Tape tape, CaptureProof proof, int points) {
        Set<String> needed = switch (tape) {
            case TRADES -> Set.of(TIME, "price", CumulativeSize.SIZE);
            case QUOTES -> Set.of(TIME, "bid_price", "ask_price");
        };
        RowGroups groups = RowGroups.of(file, needed::contains);
        Set<String> there = groups.none().names();
        needed.stream().filter(name -> !there.contains(name)).findFirst().ifPresent(name -> {
            throw new RowsRefusedException("this capture was stored without the column %s".formatted(name),
                    "leave out points");
        });
        var rows = new ChartRows(groups, proof, points);
        return switch (tape) {
            case TRADES -> rows.trades();
            case QUOTES -> rows.quotes();
        };
    }

    private BitSet trades() {
        Extreme lowest = Extreme.lowest(points);
        Extreme highest = Extreme.highest(points);
        int base = 0;
        for (int group = 0; group < groups.count(); group++) {
            Table table = groups.read(group);
            long[] times = times(table);
            double[] prices = doubles(table, "price");
            for (int row = 0; row < times.length; row++) {
                int span = spans.next(base + row, times[row]);
                if (prices[row] > 0) {
                    lowest.offer(span, base + row, prices[row]);
                    highest.offer(span, base + row, prices[row]);
                }
            }
            base += times.length;
        }
        return chosen(lowest, highest);
    }

    private BitSet quotes() {
        Extreme lowestBid = Extreme.lowest(points);
        Extreme highestAsk = Extreme.highest(points);
        Extreme narrowest = Extreme.lowest(points);
        Extreme widest = Extreme.highest(points);
        int base = 0;
        for (int group = 0; group < groups.count(); group++) {
            Table table = groups.read(group);
            long[] times = times(table);
            double[] bids = doubles(table, "bid_price");
            double[] asks = doubles(table, "ask_price");
            for (int row = 0; row < times.length; row++) {
                int place = base + row;
                int span = spans.next(place, times[row]);
                if (bids[row] > 0) {
                    lowestBid.offer(span, place, bids[row]);
                }
                if (asks[row] > 0) {
                    highestAsk.offer(span, place, asks[row]);
                }
                if (bids[row] > 0 && asks[row] > 0) {
                    narrowest.offer(span, place, asks[row] - bids[row]);
                    widest.offer(span, place, asks[row] - bids[row]);
                }
            }
            base += times.length;
        }
        return chosen(lowestBid, highestAsk, narrowest, widest);
    }

    private BitSet chosen(Extreme... extremes) {
        BitSet chosen = spans.ends();
        for (Extreme extreme : extremes) {
            extreme.addTo(chosen);
        }
        return chosen;
    }

    private static long[] times(Table table) {
        return ((Column.Longs) table.column(TIME).orElseThrow()).values();
    }

    /** A null is NaN, which is never above zero. */
    private static double[] doubles(Table table, String name) {
        return ((Column.Doubles) table.column(name).orElseThrow()).values();
    }
}
