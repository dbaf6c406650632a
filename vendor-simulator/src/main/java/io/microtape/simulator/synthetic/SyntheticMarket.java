package io.microtape.simulator.synthetic;

import io.microtape.model.session.MarketCalendar;
import io.microtape.model.session.NewYorkTime;
import io.microtape.model.session.SessionHours;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * An endless market of small caps: for any symbol and trading day a plan that depends on nothing but the seed, the
 * symbol, the date and the calendar's hours. Prices wander between about 2 and 60 USD; a day begins where the one before
 * it closed.
 */
public final class SyntheticMarket {
    private static final int DAY_STREAM = 3;
    private static final double IN_PLAY_CHANCE = 0.08;

    private final long seed;
    private final MarketCalendar calendar;
    private final PriceWalk walk;

    public SyntheticMarket(long seed, MarketCalendar calendar) {
        this.seed = seed;
        this.calendar = calendar;
        this.walk = new PriceWalk(seed);
    }

    public long seed() {
        return seed;
    }

    public boolean isTradingDay(LocalDate date) {
        return calendar.isTradingDay(date);
    }

    /**
     * The plan of a symbol's day.
     *
     * @param date a trading day
     */
    public DayPlan plan(String symbol, LocalDate date) {
        if (!calendar.isTradingDay(date)) {
            throw new IllegalArgumentException("%s is no trading day".formatted(date));
        }
        SessionHours hours = calendar.hours(date);
        int openMinute = (int) ChronoUnit.MINUTES.between(hours.premarketOpen(), hours.open());
        int closeMinute = (int) ChronoUnit.MINUTES.between(hours.premarketOpen(), hours.close());
        int minutes = (int) ChronoUnit.MINUTES.between(hours.premarketOpen(), hours.afterHoursClose());
        SymbolTraits traits = SymbolTraits.of(seed, symbol);
        Dice dice = Dice.of(seed, symbol, DAY_STREAM, date.toEpochDay());
        boolean inPlay = dice.chance(IN_PLAY_CHANCE);
        List<Burst> bursts = Burst.of(dice, inPlay, openMinute, closeMinute, minutes);
        var sketch = new DaySketch(symbol, date, NewYorkTime.epochNanos(date.atTime(hours.premarketOpen())), openMinute,
                closeMinute, minutes, inPlay, bursts);
        return new DayPlanner(traits, dice, sketch)
                .plan(walk.close(symbol, traits, tradingDayBefore(date)), walk.close(symbol, traits, date));
    }

    private LocalDate tradingDayBefore(LocalDate date) {
        LocalDate before = date.minusDays(1);
        while (!calendar.isTradingDay(before)) {
            before = before.minusDays(1);
        }
        return before;
    }
}
