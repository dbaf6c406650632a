package io.microtape.simulator.http;

import io.microtape.model.capture.Tape;
import io.microtape.simulator.tape.Order;
import io.microtape.simulator.tape.TapeRows;
import io.microtape.simulator.tape.TapeSource;
import io.microtape.simulator.tape.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of one page, and where the next one begins.
 *
 * @param parts in the order of reading; the rows inside each are oldest first whatever the order
 * @param next what to ask for the rest; empty when these rows are the last
 */
record Page(List<TapeRows> parts, Order order, Optional<PageQuery> next) {
    int rows() {
        return parts.stream().mapToInt(TapeRows::size).sum();
    }

    static Page read(TapeSource source, String ticker, Tape tape, PageQuery query) {
        List<TapeRows> parts = new ArrayList<>();
        if (query.range().isEmpty()) {
            return new Page(parts, query.order(), Optional.empty());
        }
        int skip = query.skip();
        int room = query.limit();
        for (TapeRows stretch : source.stretches(ticker, tape, query.range(), query.order())) {
            TapeRows rest = stretch.without(skip, query.order());
            skip -= stretch.size() - rest.size();
            TapeRows taken = rest.first(room, query.order());
            if (taken.size() > 0) {
                parts.add(taken);
                room -= taken.size();
            }
            if (rest.size() > taken.size()) {
                return new Page(parts, query.order(), Optional.of(after(parts.getLast(), query)));
            }
        }
        return new Page(parts, query.order(), Optional.empty());
    }

    private static PageQuery after(TapeRows last, PageQuery query) {
        boolean ascending = query.order() == Order.ASC;
        int row = ascending ? last.to() - 1 : last.from();
        long stamp = last.sip(row);
        int step = ascending ? -1 : 1;
        int given = 0;
        for (int i = row; i >= 0 && i < last.table().rows() && last.sip(i) == stamp; i += step) {
            given++;
        }
        TimeRange rest = ascending ? query.range().from(stamp) : query.range().until(stamp + 1);
        return new PageQuery(rest, query.order(), query.limit(), given, PageQuery.PLAIN);
    }
}
