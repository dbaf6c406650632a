package io.microtape.simulator.http;

import io.microtape.simulator.tape.Order;
import io.microtape.simulator.tape.TimeRange;

/**
 * One page asked for.
 *
 * @param limit most rows in the page, 1 to 50,000
 * @param skip rows at the range's near end (its start when ascending) that earlier pages have already given
 * @param mark what the simulator has to remember about the cursor, URL-safe; empty in cursors like the vendor's
 */
record PageQuery(TimeRange range, Order order, int limit, int skip, String mark) {
    static final String PLAIN = "";

    PageQuery within(TimeRange other) {
        return new PageQuery(range.and(other), order, limit, skip, mark);
    }

    PageQuery withLimit(int rows) {
        return new PageQuery(range, order, rows, skip, mark);
    }

    PageQuery withSkip(int rows) {
        return new PageQuery(range, order, limit, rows, mark);
    }

    PageQuery marked(String text) {
        return new PageQuery(range, order, limit, skip, text);
    }
}
