package io.microtape.standalone.acceptance;

import io.microtape.model.capture.Tape;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import io.microtape.simulator.tape.Order;
import io.microtape.simulator.tape.TapeRows;
import io.microtape.simulator.tape.TapeSource;
import io.microtape.simulator.tape.TimeRange;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** So many quotes between two instants, evenly apart, made as they are read, so that a test holds none of them. */
final class EvenTape implements TapeSource {
    private static final int STRETCH = 10_000;
    private final long rows;
    private final long from;
    private final long apart;

    EvenTape(long rows, String from, String to) {
        this.rows = rows;
        this.from = Instant.parse(from).getEpochSecond() * 1_000_000_000;
        this.apart = (Instant.parse(to).getEpochSecond() * 1_000_000_000 - this.from) / rows;
    }

    @Override
    public Iterable<TapeRows> stretches(String ticker, Tape tape, TimeRange range, Order order) {
        long first = Math.clamp(Math.ceilDiv(range.from() - from, apart), 0, rows);
        long last = Math.clamp(Math.ceilDiv(range.to() - from, apart), 0, rows);
        long count = Math.ceilDiv(last - first, STRETCH);
        return () -> LongStream.range(0, count)
                .mapToObj(i -> stretch(first + (order == Order.ASC ? i : count - 1 - i) * STRETCH, last)).iterator();
    }

    private TapeRows stretch(long begin, long last) {
        int size = (int) Math.min(STRETCH, last - begin);
        return TapeRows.of(new Table.Builder()
                .add("sip_timestamp", numbers(size, i -> from + (begin + i) * apart))
                .add("participant_timestamp", numbers(size, i -> from + (begin + i) * apart - 1_000))
                .add("sequence_number", numbers(size, i -> begin + i))
                .add("bid_price", prices(size, begin, 10.00)).add("ask_price", prices(size, begin, 10.05))
                .add("bid_size", prices(size, begin, 100)).add("ask_size", prices(size, begin, 200)).build());
    }

    private static Column numbers(int size, LongFrom of) {
        return Column.Longs.of(Kind.INT64, IntStream.range(0, size).mapToLong(of::at).toArray());
    }

    private static Column prices(int size, long begin, double base) {
        return Column.Doubles.of(IntStream.range(0, size).mapToDouble(i -> base + (begin + i) % 7 / 100.0).toArray());
    }

    @FunctionalInterface
    private interface LongFrom {
        long at(int row);
    }
}
