package io.microtape.runtime.ledger;

import io.microtape.model.capture.Extension;
import io.microtape.model.lease.History;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What the complete captures of a symbol were like in their event minutes.
 *
 * @param speeds  trades a second, ascending
 * @param spreads relative, ascending
 */
record SymbolHistory(List<Double> speeds, List<Double> spreads) {
    static SymbolHistory read(Handle tx, String symbol) {
        return new SymbolHistory(measures(tx, symbol, "event_speed"), measures(tx, symbol, "event_spread"));
    }

    /** By the percentiles that an extension goes by. */
    History of(Extension extension) {
        return new History(percentile(speeds, extension.speedPercentile()), speeds.size(),
                percentile(spreads, extension.spreadPercentile()), spreads.size());
    }

    private static List<Double> measures(Handle tx, String symbol, String column) {
        return tx.createQuery(("select %1$s from capture where symbol = :symbol and state = 'COMPLETE' "
                + "and %1$s is not null order by 1").formatted(column)).bind("symbol", symbol).mapTo(Double.class)
                .list();
    }

    /** By nearest rank: the smallest value that at least so many percent of all do not exceed. */
    private static double percentile(List<Double> sorted, double percent) {
        int rank = (int) Math.ceil(sorted.size() * percent / 100);
        return sorted.isEmpty() ? Double.NaN : sorted.get(Math.max(0, rank - 1));
    }
}
