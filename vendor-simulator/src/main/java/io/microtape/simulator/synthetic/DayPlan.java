package io.microtape.simulator.synthetic;

import java.time.LocalDate;

/**
 * What happens to one symbol on one trading day, minute by minute from the premarket open to the end of after hours.
 * Prices are whole cents. A minute without trades has volume 0 and carries the last close in all four prices. The ticks
 * of a minute add up to exactly its bar.
 *
 * @param firstMinute epoch nanoseconds of minute 0
 * @param openMinute the first minute of regular hours
 * @param closeMinute the first minute after regular hours; the closing auction prints in it
 * @param inPlay whether something is up with the symbol on this day
 * @param trades prints that count in the bar
 * @param spread quoted spread in cents
 * @param quotes NBBO rows
 */
public record DayPlan(String symbol, LocalDate date, long firstMinute, int openMinute, int closeMinute, boolean inPlay,
        int[] open, int[] high, int[] low, int[] close, int[] volume, int[] trades, int[] spread, int[] quotes) {
    public static final long MINUTE_NANOS = 60_000_000_000L;
    /** Prices are in cents. */
    public static final double CENTS = 100.0;

    public int minutes() {
        return open.length;
    }

    /** Epoch nanoseconds of a minute's start. */
    public long start(int minute) {
        return firstMinute + minute * MINUTE_NANOS;
    }

    /** Whether the opening or the closing auction prints in this minute. */
    boolean auction(int minute) {
        return minute == openMinute || minute == closeMinute;
    }

    /** Trade rows of a minute: the counting prints, and the official price that follows an auction and counts nowhere. */
    int tradeRows(int minute) {
        return trades[minute] + (auction(minute) ? 1 : 0);
    }

    /** Trade rows of the day before a minute. */
    int tradeRowsBefore(int minute) {
        int rows = 0;
        for (int i = 0; i < minute; i++) {
            rows += tradeRows(i);
        }
        return rows;
    }

    /** Quote rows of the day before a minute. */
    int quoteRowsBefore(int minute) {
        int rows = 0;
        for (int i = 0; i < minute; i++) {
            rows += quotes[i];
        }
        return rows;
    }
}
