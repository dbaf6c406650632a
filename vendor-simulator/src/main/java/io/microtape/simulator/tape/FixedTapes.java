package io.microtape.simulator.tape;

import io.microtape.model.capture.Tape;
import io.microtape.runtime.table.Table;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tapes given as tables: for tests that need rows of a certain shape. */
public final class FixedTapes implements TapeSource {
    private final Map<Key, TapeRows> rows = new ConcurrentHashMap<>();

    private record Key(String ticker, Tape tape) {}

    /** Serves this table, ordered by its {@code sip_timestamp}, as the whole tape of a ticker. */
    public FixedTapes with(String ticker, Tape tape, Table table) {
        rows.put(new Key(ticker, tape), TapeRows.of(table));
        return this;
    }

    @Override
    public Iterable<TapeRows> stretches(String ticker, Tape tape, TimeRange range, Order order) {
        TapeRows all = rows.get(new Key(ticker, tape));
        return all == null ? List.of() : List.of(all.in(range));
    }
}
