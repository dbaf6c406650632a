package io.microtape.simulator.synthetic;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import io.microtape.simulator.tape.TapeRows;
import java.time.LocalDate;

/**
 * Writes the NBBO rows of some minutes of a day plan, each minute on its own: a spread around the path that the minute's
 * trades follow, one-sided rows when the premarket begins, rows that repeat the one before, now and then a locked market.
 */
final class QuoteTicks {
    private static final int STREAM = 6;
    /** From this date on the vendor gives quote sizes in shares, before it in round lots. */
    private static final LocalDate SIZES_IN_SHARES = LocalDate.of(2025, 11, 3);
    private static final int ONE_SIDED_MINUTES = 15;
    private static final int REGULAR = 1;
    private static final int INDICATOR = 604;
    private static final int SEQUENCE_STEP = 23;
    private static final int FIRST_SEQUENCE = 500;

    private final long seed;
    private final DayPlan plan;
    private final SymbolTraits traits;
    private final int ordinal;
    private final int sizeUnit;
    private final Side bid;
    private final Side ask;
    private final Cells.Whole sip;
    private final Cells.Whole participant;
    private final Cells.Whole sequence;
    private final Cells.Whole tape;
    private final Cells.Lists conditions;
    private final Cells.Lists indicators;
    private int row;

    /** Price, size and exchange of one side. */
    private static final class Side {
        private final double[] price;
        private final double[] size;
        private final Cells.Whole exchange;

        Side(int rows) {
            price = new double[rows];
            size = new double[rows];
            exchange = new Cells.Whole(rows);
        }

        void set(int row, long cents, int shares, int venue) {
            price[row] = cents / DayPlan.CENTS;
            size[row] = shares;
            exchange.set(row, venue);
        }

        void repeat(int row) {
            price[row] = price[row - 1];
            size[row] = size[row - 1];
            exchange.set(row, exchange.values[row - 1]);
        }
    }

    private QuoteTicks(long seed, DayPlan plan, SymbolTraits traits, int fromMinute, int rows) {
        this.seed = seed;
        this.plan = plan;
        this.traits = traits;
        this.ordinal = plan.quoteRowsBefore(fromMinute);
        this.sizeUnit = plan.date().isBefore(SIZES_IN_SHARES) ? 1 : 100;
        bid = new Side(rows);
        ask = new Side(rows);
        sip = new Cells.Whole(rows);
        participant = new Cells.Whole(rows);
        sequence = new Cells.Whole(rows);
        tape = new Cells.Whole(rows);
        conditions = new Cells.Lists(rows);
        indicators = new Cells.Lists(rows);
    }

    /** The rows of minutes {@code from <= minute < to}. */
    static Table table(long seed, DayPlan plan, int from, int to) {
        int rows = plan.quoteRowsBefore(to) - plan.quoteRowsBefore(from);
        var ticks = new QuoteTicks(seed, plan, SymbolTraits.of(seed, plan.symbol()), from, rows);
        for (int minute = from; minute < to; minute++) {
            ticks.minute(minute);
        }
        return ticks.table();
    }

    private void minute(int minute) {
        Dice dice = Dice.of(seed, plan.symbol(), STREAM, plan.date().toEpochDay(), minute);
        MinutePath path = MinutePath.of(seed, plan, minute);
        double[] parts = TickTimes.parts(dice, plan.quotes()[minute]);
        for (int i = 0; i < parts.length; i++) {
            stamp(dice, plan.start(minute) + (long) (parts[i] * DayPlan.MINUTE_NANOS));
            if (i > 0 && dice.chance(0.1)) {
                bid.repeat(row);
                ask.repeat(row);
                conditions.repeat(row);
            } else {
                state(dice, minute, path.cents(parts[i]));
            }
            indicators.set(row, dice.chance(0.15) ? new int[] {INDICATOR + dice.below(2)} : new int[0]);
            row++;
        }
    }

    private void stamp(Dice dice, long nanos) {
        sip.set(row, nanos);
        participant.set(row, nanos - 120_000 - dice.below(500_000));
        sequence.set(row, FIRST_SEQUENCE + (ordinal + (long) row) * SEQUENCE_STEP + dice.below(SEQUENCE_STEP));
        tape.set(row, traits.tape());
    }

    private void state(Dice dice, int minute, double middle) {
        int spread = plan.spread()[minute] + (dice.chance(0.25) ? 1 : 0);
        long below = (long) Math.floor(middle - spread / 2.0);
        long above = dice.chance(0.002) ? below : below + spread;
        bid.set(row, below, size(dice), Venues.ofQuote(dice));
        ask.set(row, above, size(dice), Venues.ofQuote(dice));
        if (minute < ONE_SIDED_MINUTES && dice.chance(0.4)) {
            (dice.chance(0.5) ? bid : ask).set(row, 0, 0, 0);
        }
        conditions.set(row, dice.chance(0.7) ? new int[] {REGULAR} : new int[0]);
    }

    private int size(Dice dice) {
        return sizeUnit * (dice.chance(0.8) ? 1 + dice.below(8) : 5 + dice.below(60));
    }

    private Table table() {
        return new Table.Builder().add("ask_exchange", ask.exchange.column(Kind.INT32))
                .add("ask_price", Column.Doubles.of(ask.price)).add("ask_size", Column.Doubles.of(ask.size))
                .add("bid_exchange", bid.exchange.column(Kind.INT32)).add("bid_price", Column.Doubles.of(bid.price))
                .add("bid_size", Column.Doubles.of(bid.size)).add("conditions", conditions.column())
                .add("indicators", indicators.column())
                .add("participant_timestamp", participant.column(Kind.INT64))
                .add("sequence_number", sequence.column(Kind.INT64))
                .add(TapeRows.SIP_TIMESTAMP, sip.column(Kind.INT64)).add("tape", tape.column(Kind.INT32)).build();
    }
}
