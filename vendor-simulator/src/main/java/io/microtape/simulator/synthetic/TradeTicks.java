package io.microtape.simulator.synthetic;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import io.microtape.simulator.tape.TapeRows;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Writes the prints of some minutes of a day plan. A minute's prints depend on that minute alone, whichever others are
 * asked for with it. The first and last print and those at the high and the low are round lots of an ordinary sale, so
 * that the bar is the same whether or not odd lots count in its prices.
 */
final class TradeTicks {
    private static final int STREAM = 5;
    private static final int ODD_LOT = 37;
    private static final int EXTENDED_HOURS = 12;
    private static final int SWEEP = 14;
    private static final int EXEMPT = 41;
    private static final int AVERAGE_PRICE = 2;
    private static final int CLOSING_PRINT = 8;
    private static final int OPENING_PRINT = 25;
    private static final int OFFICIAL_CLOSE = 15;
    private static final int OFFICIAL_OPEN = 16;
    private static final int FINRA_NYSE = 201;
    private static final int FINRA_NASDAQ = 202;
    /** Sequence numbers rise by this much on average: they are unique, not gapless. */
    private static final int SEQUENCE_STEP = 11;
    private static final int FIRST_SEQUENCE = 1_000;

    private final long seed;
    private final DayPlan plan;
    private final SymbolTraits traits;
    private final int ordinal;
    private final Cells.Whole sip;
    private final Cells.Whole participant;
    private final Cells.Whole trf;
    private final Cells.Whole trfId;
    private final Cells.Whole exchange;
    private final Cells.Whole sequence;
    private final Cells.Whole tape;
    private final Cells.Lists conditions;
    private final double[] price;
    private final double[] size;
    private final String[] ids;
    private int row;

    private TradeTicks(long seed, DayPlan plan, SymbolTraits traits, int fromMinute, int rows) {
        this.seed = seed;
        this.plan = plan;
        this.traits = traits;
        this.ordinal = plan.tradeRowsBefore(fromMinute);
        sip = new Cells.Whole(rows);
        participant = new Cells.Whole(rows);
        trf = new Cells.Whole(rows);
        trfId = new Cells.Whole(rows);
        exchange = new Cells.Whole(rows);
        sequence = new Cells.Whole(rows);
        tape = new Cells.Whole(rows);
        conditions = new Cells.Lists(rows);
        price = new double[rows];
        size = new double[rows];
        ids = new String[rows];
    }

    /** The prints of minutes {@code from <= minute < to}. */
    static Table table(long seed, DayPlan plan, int from, int to) {
        int rows = plan.tradeRowsBefore(to) - plan.tradeRowsBefore(from);
        var ticks = new TradeTicks(seed, plan, SymbolTraits.of(seed, plan.symbol()), from, rows);
        for (int minute = from; minute < to; minute++) {
            if (plan.trades()[minute] > 0) {
                ticks.minute(minute);
            }
        }
        return ticks.table();
    }

    private void minute(int minute) {
        Dice dice = Dice.of(seed, plan.symbol(), STREAM, plan.date().toEpochDay(), minute);
        int count = plan.trades()[minute];
        double[] parts = TickTimes.parts(dice, count);
        MinutePath path = MinutePath.of(seed, plan, minute);
        int high = count < 4 ? -1 : nearest(parts, path.highAt());
        int low = count < 4 ? -1 : nearest(parts, path.lowAt());
        if (high == low && high >= 0) {
            low = high == count - 2 ? high - 1 : high + 1;
        }
        BitSet anchors = anchors(count, high, low);
        int[] sizes = new int[count];
        int[] venues = new int[count];
        double[] cents = new double[count];
        for (int i = 0; i < count; i++) {
            sizes[i] = TradeSizes.draw(dice, anchors.get(i));
            venues[i] = Venues.ofTrade(dice);
            cents[i] = cents(dice, minute, path, parts[i], venues[i]);
            if (i > 0 && parts[i] == parts[i - 1] && dice.chance(0.5)) {
                sizes[i] = anchors.get(i) ? sizes[i] : sizes[i - 1];
                venues[i] = venues[i - 1];
                cents[i] = cents[i - 1];
            }
        }
        cents[0] = plan.open()[minute];
        cents[count - 1] = plan.close()[minute];
        if (high >= 0) {
            cents[high] = plan.high()[minute];
            cents[low] = plan.low()[minute];
        }
        boolean auction = plan.auction(minute);
        TradeSizes.fit(dice, sizes, anchors, plan.volume()[minute], auction);
        for (int i = 0; i < count; i++) {
            boolean cross = auction && i == 0;
            int venue = cross ? traits.listing() : venues[i];
            print(dice, plan.start(minute) + (long) (parts[i] * DayPlan.MINUTE_NANOS), cents[i], sizes[i], venue,
                    cross ? cross(minute) : conditions(dice, minute, sizes[i], venue, anchors.get(i)));
            if (cross) {
                print(dice, sip.values[row - 1], cents[0], sizes[0], venue,
                        minute == plan.openMinute() ? OFFICIAL_OPEN : OFFICIAL_CLOSE);
            }
        }
    }

    private double cents(Dice dice, int minute, MinutePath path, double part, int venue) {
        double half = dice.chance(0.5) ? plan.spread()[minute] / 2.0 : -plan.spread()[minute] / 2.0;
        double at = Math.rint(path.cents(part) + half);
        at = Math.clamp(at, plan.low()[minute], plan.high()[minute]);
        // Off exchange, prices between two cents are common: midpoints and small improvements.
        boolean between = venue == Venues.FINRA && dice.chance(0.2);
        return between && at < plan.high()[minute] ? at + 0.5 : at;
    }

    private void print(Dice dice, long stamp, double cents, int shares, int venue, int... riders) {
        sip.set(row, stamp);
        price[row] = Math.rint(cents * 10) / 1000;
        size[row] = shares;
        exchange.set(row, venue);
        conditions.set(row, riders);
        tape.set(row, traits.tape());
        long number = ordinal + (long) row;
        sequence.set(row, FIRST_SEQUENCE + number * SEQUENCE_STEP + dice.below(SEQUENCE_STEP));
        ids[row] = Long.toString(52_983_500_000_000L + number * 7);
        if (venue == Venues.FINRA) {
            trf.set(row, stamp - 20_000 - dice.below(180_000));
            trfId.set(row, dice.chance(0.3) ? FINRA_NYSE : FINRA_NASDAQ);
            participant.set(row, stamp - 1_000_000 - dice.below(40_000_000));
        } else {
            participant.set(row, stamp - 150_000 - dice.below(650_000));
        }
        row++;
    }

    private int[] cross(int minute) {
        return minute == plan.openMinute()
                ? new int[] {OPENING_PRINT, EXEMPT}
                : new int[] {CLOSING_PRINT, EXEMPT};
    }

    private int[] conditions(Dice dice, int minute, int shares, int venue, boolean anchor) {
        var found = new int[4];
        int count = 0;
        boolean sweep = venue != Venues.FINRA && dice.chance(0.35);
        if (venue == Venues.FINRA && !anchor && dice.chance(0.01)) {
            found[count++] = AVERAGE_PRICE;
        }
        if (minute < plan.openMinute() || minute >= plan.closeMinute()) {
            found[count++] = EXTENDED_HOURS;
        }
        if (sweep) {
            found[count++] = SWEEP;
        }
        if (shares < 100) {
            found[count++] = ODD_LOT;
        }
        if (sweep) {
            found[count++] = EXEMPT;
        }
        return Arrays.copyOf(found, count);
    }

    private static BitSet anchors(int count, int high, int low) {
        var anchors = new BitSet(count);
        anchors.set(0);
        anchors.set(count - 1);
        if (high >= 0) {
            anchors.set(high);
            anchors.set(low);
        }
        return anchors;
    }

    /** The inner print nearest to a part of the minute. */
    private static int nearest(double[] parts, double part) {
        int index = 1;
        while (index < parts.length - 2 && parts[index] < part) {
            index++;
        }
        return index;
    }

    private Table table() {
        return new Table.Builder().add("conditions", conditions.column()).add("exchange", exchange.column(Kind.INT32))
                .add("id", Column.Strings.of(ids)).add("participant_timestamp", participant.column(Kind.INT64))
                .add("price", Column.Doubles.of(price)).add("sequence_number", sequence.column(Kind.INT64))
                .add(TapeRows.SIP_TIMESTAMP, sip.column(Kind.INT64)).add("size", Column.Doubles.of(size))
                .add("tape", tape.column(Kind.INT32)).add("trf_id", trfId.column(Kind.INT32))
                .add("trf_timestamp", trf.column(Kind.INT64)).build();
    }
}
