package io.microtape.simulator.synthetic;

/** Draws the minutes of one day. */
final class DayPlanner {
    private static final int REGULAR_MINUTES = 390;
    private static final int AUCTION_TRADES = 4;
    private static final int MAX_VOLUME = 50_000_000;

    private final SymbolTraits traits;
    private final Dice dice;
    private final DaySketch day;
    private final int[] open;
    private final int[] high;
    private final int[] low;
    private final int[] close;
    private final int[] volume;
    private final int[] trades;
    private final int[] spread;
    private final int[] quotes;

    DayPlanner(SymbolTraits traits, Dice dice, DaySketch day) {
        this.traits = traits;
        this.dice = dice;
        this.day = day;
        open = new int[day.minutes()];
        high = new int[day.minutes()];
        low = new int[day.minutes()];
        close = new int[day.minutes()];
        volume = new int[day.minutes()];
        trades = new int[day.minutes()];
        spread = new int[day.minutes()];
        quotes = new int[day.minutes()];
    }

    /** From the close of the day before to this day's close, both in USD. */
    DayPlan plan(double previousClose, double dayClose) {
        double[] deviation = deviations();
        double[] log = path(deviation, StrictMath.log(previousClose), StrictMath.log(dayClose));
        double[] expected = expectedTrades();
        int last = cents(previousClose);
        for (int minute = 0; minute < day.minutes(); minute++) {
            last = minute(minute, expected[minute], deviation[minute], last, cents(StrictMath.exp(log[minute])));
        }
        return new DayPlan(day.symbol(), day.date(), day.firstMinute(), day.openMinute(), day.closeMinute(),
                day.inPlay(), open, high, low, close, volume, trades, spread, quotes);
    }

    private int minute(int minute, double expected, double deviation, int last, int target) {
        double crowd = day.crowd(minute);
        boolean auction = minute == day.openMinute() || minute == day.closeMinute();
        int count = (int) (expected * dice.between(0.6, 1.4) + dice.unit());
        trades[minute] = auction ? Math.max(count, AUCTION_TRADES) : count;
        double wide = (day.regular(minute) ? 1 : 2.5) * (1 + crowd / 12) * dice.between(0.7, 1.5);
        spread[minute] = Math.max(1, (int) Math.rint(last * traits.spreadBps() / 1e4 * wide));
        quotes[minute] = (int) (trades[minute] * dice.between(2, 3) + dice.between(0, day.regular(minute) ? 6 : 1.5));
        if (minute == 0) {
            quotes[minute] += 2;
        }
        if (trades[minute] == 0) {
            bar(minute, last, last, 0, 0);
            return last;
        }
        int first = trades[minute] == 1 ? target : last + dice.below(3) - 1;
        int reach = (int) (last * deviation * dice.unit() * 1.2);
        int fall = (int) (last * deviation * dice.unit() * 1.2);
        // A minute of so few prints has none left over for a high or a low of its own.
        boolean few = trades[minute] < 4;
        bar(minute, first, target, few ? 0 : reach, few ? 0 : fall);
        volume[minute] = volume(trades[minute], crowd, auction);
        return target;
    }

    private void bar(int minute, int first, int last, int above, int below) {
        open[minute] = first;
        close[minute] = last;
        high[minute] = Math.max(first, last) + above;
        low[minute] = Math.min(first, last) - below;
    }

    private int volume(int count, double crowd, boolean auction) {
        double lots = count * traits.lot() * dice.between(0.6, 1.5) * (1 + crowd / 10);
        double auctioned = auction ? traits.dailyTrades() * dice.between(0.5, 4) : 0;
        // The first, last, highest and lowest print are round lots, so that they count in every reading of the rules.
        int least = 100 * Math.min(count, 4) + count;
        return (int) Math.min(MAX_VOLUME, Math.max(least, lots + auctioned));
    }

    private double[] expectedTrades() {
        double trend = dice.between(0.6, 1.3) * (day.inPlay() ? dice.between(2, 4.5) : 1);
        double usual = traits.dailyTrades() * trend / REGULAR_MINUTES;
        double[] expected = DayShape.of(day.openMinute(), day.closeMinute(), day.minutes(), day.inPlay());
        for (int minute = 0; minute < expected.length; minute++) {
            expected[minute] = expected[minute] * traits.dailyTrades() * trend + usual * day.crowd(minute);
        }
        return expected;
    }

    /** The usual deviation of each minute's return. */
    private double[] deviations() {
        double[] deviation = new double[day.minutes()];
        double regular = traits.volatility() / StrictMath.sqrt(REGULAR_MINUTES) * (day.inPlay() ? 1.6 : 1);
        for (int minute = 0; minute < deviation.length; minute++) {
            double early = minute < day.openMinute() ? 0.5 : 1 + 1.5 / (1 + (minute - day.openMinute()) / 10.0);
            deviation[minute] = regular * (minute >= day.closeMinute() ? 0.4 : early) * (1 + day.crowd(minute) / 12);
        }
        return deviation;
    }

    /** Logarithms of the closes: free steps, bent so that premarket ends at a gap and regular hours at the close. */
    private double[] path(double[] deviation, double from, double to) {
        double[] log = new double[day.minutes()];
        double gap = dice.bell() * traits.volatility() * (day.inPlay() ? 1 : 0.3);
        stretch(log, deviation, 0, day.openMinute(), from, from + gap);
        stretch(log, deviation, day.openMinute(), day.closeMinute(), from + gap, to);
        double drift = dice.bell() * traits.volatility() * 0.1;
        stretch(log, deviation, day.closeMinute(), day.minutes(), to, to + drift);
        return log;
    }

    private void stretch(double[] log, double[] deviation, int begin, int end, double from, double to) {
        double at = from;
        for (int minute = begin; minute < end; minute++) {
            at += deviation[minute] * dice.bell() + day.move(minute);
            log[minute] = at;
        }
        double bend = (to - at) / (end - begin);
        for (int minute = begin; minute < end; minute++) {
            log[minute] += bend * (minute - begin + 1);
        }
    }

    private static int cents(double dollars) {
        return (int) Math.rint(dollars * DayPlan.CENTS);
    }
}
