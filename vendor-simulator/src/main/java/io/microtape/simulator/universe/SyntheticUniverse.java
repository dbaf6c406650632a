package io.microtape.simulator.universe;

import io.microtape.model.session.MarketCalendar;
import io.microtape.model.session.Session;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import io.microtape.simulator.synthetic.DayPlan;
import io.microtape.simulator.synthetic.SyntheticMarket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Writes the files that a selection starts from, for a market whose ticks {@code SyntheticTapes} of the same seed and
 * calendar serves: every event's bar is what its minute's trades add up to.
 * <ul>
 * <li>{@code events/events_{nnn}.parquet}: events that plain rules detect in the minute bars, in all three sessions
 * <li>{@code daily_bars.parquet}: all sessions' volume and vwap, open to close of regular hours, with the history asked for
 * <li>{@code minute_bars.parquet}: the minutes with trades of every symbol's day that has an event
 * </ul>
 * The same seed, calendar and settings give the same bytes.
 */
public final class SyntheticUniverse {
    private static final long DIRT_SEED = 0x0D187L;

    private final SyntheticMarket market;

    /** What was written. */
    public record Summary(int symbols, int events, int eventRows, int symbolDaysWithEvents, int dailyBars,
            int minuteBars) {}

    public SyntheticUniverse(long seed, MarketCalendar calendar) {
        this.market = new SyntheticMarket(seed, calendar);
    }

    /**
     * Writes the files into a folder, which is made when it does not exist.
     *
     * @throws IOException when one of the files is there already, or cannot be written
     */
    public Summary write(Path folder, UniverseSettings settings) throws IOException {
        var run = new Run(settings);
        LocalDate first = firstDay(settings);
        Path events = Files.createDirectories(folder.resolve("events"));
        int shard = 0;
        for (int i = 0; i < settings.symbols(); i++) {
            run.symbol(SymbolNames.of(i), first);
            if ((i + 1) % settings.symbolsPerShard() == 0 || i + 1 == settings.symbols()) {
                write(events.resolve("events_%03d.parquet".formatted(shard++)), run.takeShard());
            }
        }
        write(folder.resolve("daily_bars.parquet"), run.daily.table());
        write(folder.resolve("minute_bars.parquet"), run.minutes.table());
        return new Summary(settings.symbols(), run.eventCount, run.eventRows, run.eventDays, run.daily.size(),
                run.minutes.size());
    }

    private LocalDate firstDay(UniverseSettings settings) {
        LocalDate date = settings.from();
        for (int sessions = 0; sessions < settings.historySessions();) {
            date = date.minusDays(1);
            sessions += market.isTradingDay(date) ? 1 : 0;
        }
        return date;
    }

    private static void write(Path file, Table table) throws IOException {
        ParquetTables.write(file, table, Map.of());
    }

    /** The tables of one universe while they fill. */
    private final class Run {
        private final UniverseSettings settings;
        private final SplittableRandom dice;
        private final BarRows daily = new BarRows("date", Kind.DATE, "open", "high", "low", "close", "volume", "vwap");
        private final BarRows minutes = new BarRows("timestamp", Kind.TIMESTAMP_NANOS, "open", "high", "low", "close",
                "volume");
        private EventRows shard = new EventRows();
        private int eventCount;
        private int eventRows;
        private int eventDays;

        Run(UniverseSettings settings) {
            this.settings = settings;
            this.dice = new SplittableRandom(market.seed() ^ DIRT_SEED);
        }

        void symbol(String symbol, LocalDate first) {
            for (LocalDate date = first; !date.isAfter(settings.to()); date = date.plusDays(1)) {
                if (market.isTradingDay(date)) {
                    day(new DayBars(market.plan(symbol, date)));
                }
            }
        }

        Table takeShard() {
            Table table = shard.table();
            eventRows += shard.size();
            shard = new EventRows();
            return table;
        }

        private void day(DayBars bars) {
            DayPlan plan = bars.plan();
            int from = plan.openMinute();
            int to = plan.closeMinute();
            daily.add(plan.symbol(), plan.date().toEpochDay(), plan.open()[from] / DayPlan.CENTS,
                    bars.highest(from, to) / DayPlan.CENTS, bars.lowest(from, to) / DayPlan.CENTS,
                    plan.close()[to - 1] / DayPlan.CENTS, (double) bars.volume(), bars.vwap());
            if (plan.date().isBefore(settings.from())) {
                return;
            }
            List<DetectedEvent> events = EventDetector.detect(bars);
            events.forEach(event -> event(bars, event));
            if (!events.isEmpty()) {
                eventDays++;
                minuteBars(plan);
            }
        }

        private void event(DayBars bars, DetectedEvent event) {
            Dirt dirt = settings.dirt();
            boolean wrong = dice.nextDouble() < dirt.sessionWrong();
            Session label = wrong ? event.session() == Session.RTH ? Session.PM : Session.RTH : event.session();
            double score = dice.nextDouble() < dirt.scoreNan() ? Double.NaN : event.score();
            eventCount++;
            shard.add(bars, event, label, score);
            if (dice.nextDouble() < dirt.duplicated()) {
                shard.add(bars, event, label, score);
            }
        }

        private void minuteBars(DayPlan plan) {
            for (int minute = 0; minute < plan.minutes(); minute++) {
                if (plan.trades()[minute] > 0) {
                    minutes.add(plan.symbol(), plan.start(minute), plan.open()[minute] / DayPlan.CENTS,
                            plan.high()[minute] / DayPlan.CENTS, plan.low()[minute] / DayPlan.CENTS,
                            plan.close()[minute] / DayPlan.CENTS, plan.volume()[minute]);
                }
            }
        }
    }
}
