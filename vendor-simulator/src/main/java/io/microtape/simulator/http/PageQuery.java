package io.microtape.simulator.http;

import io.microtape.simulator.tape.Order;
import io.microtape.simulator.tape.TimeRange;

/**
 * One page asked for.
 *
 * @param limit most rows in the page, 1 to 50,000
 * @param skip rows at the range's near end (its start when ascending) that earlier pages have already given
 */
record PageQuery(TimeRange range, Order order, int limit, int skip) {}
