package io.microtape.manifest.bars;

import static io.microtape.manifest.input.ColumnType.TIMESTAMP;

import io.microtape.manifest.input.Timestamps;
import io.microtape.runtime.table.TableException;
import java.time.Instant;

/** Reads one-minute bars from one file, a folder or a glob; {@link BarOrder} says what becomes of bars that are there twice. */
public final class MinuteBarsReader {
    private static final long NANOS_PER_MINUTE = 60_000_000_000L;

    private MinuteBarsReader() {}

    /**
     * Reads all bars at a location. A bar whose volume is missing or negative is none.
     *
     * @throws TableException when nothing is there, a file cannot be read, a needed column is missing, a bar's time is not
     *                        the start of a minute, or bars contradict
     */
    public static MinuteBars read(String location) {
        BarColumns bars = BarColumns.read(location, "timestamp", TIMESTAMP);
        int[] minute = minutes(bars);
        BarOrder order = BarOrder.of(bars.symbol(), minute, new BarOrder.Source() {
            @Override
            public boolean isBar(int row) {
                return bars.volume()[row] >= 0;
            }

            @Override
            public boolean isSame(int a, int b) {
                return bars.isSame(a, b);
            }

            @Override
            public RuntimeException contradiction(int row) {
                return bars.contradiction(row, Instant.ofEpochSecond(minute[row] * 60L).toString());
            }
        });
        return new MinuteBars(bars.files(), order.ranges(), order.pick(minute), order.pick(bars.volume()),
                order.pick(bars.vwap()));
    }

    private static int[] minutes(BarColumns bars) {
        long[] instant = bars.rows().timestamps("timestamp");
        int[] minute = new int[instant.length];
        for (int row = 0; row < minute.length; row++) {
            if (instant[row] == Timestamps.MISSING || Math.floorMod(instant[row], NANOS_PER_MINUTE) != 0) {
                throw new TableException(
                        "%s: column timestamp, row %d holds %s; write the start of the bar's minute, like 2025-01-31T14:30:00Z"
                                .formatted(bars.rows().fileOf(row), bars.rows().rowInFile(row),
                                        instant[row] == Timestamps.MISSING
                                                ? "no instant that can be understood"
                                                : Instant.ofEpochSecond(0, instant[row])
                                                        + ", which is inside a minute"));
            }
            minute[row] = MinuteBars.minute(instant[row]);
        }
        return minute;
    }
}
