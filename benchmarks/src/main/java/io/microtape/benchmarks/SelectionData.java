package io.microtape.benchmarks;

import io.microtape.model.session.MarketCalendar;
import io.microtape.model.session.NewYorkTime;
import io.microtape.model.session.SessionHours;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Generated events and daily bars to select from, seed 1: three years, all sessions, three rows in ten of them copies of
 * another row, some on Saturdays, some without a score. Nothing happens on a day that closes early, so that a peer needs no
 * calendar beside the hours of a full day.
 */
public final class SelectionData {
    /** The file of the events, in the folder that {@link #write} is given. */
    public static final String EVENTS = "events.parquet";
    /** The file of the daily bars. */
    public static final String BARS = "bars.parquet";
    private static final LocalDate FIRST = LocalDate.of(2021, 1, 4);
    private static final LocalDate LAST = LocalDate.of(2023, 12, 29);
    private static final int HISTORY_DAYS = 60;
    private static final LocalTime FULL_CLOSE = LocalTime.of(16, 0);
    private static final String[] TYPES = {"consolidation_break", "flush", "opening_range_break", "volume_spike",
            "vwap_break"};
    /** First minute of the day and number of minutes of each session. */
    private static final int[][] SESSIONS = {{240, 330}, {570, 390}, {960, 240}};

    private final SplittableRandom random = new SplittableRandom(1);
    private final MarketCalendar calendar = MarketCalendars.usEquities();
    private final int symbols;

    private SelectionData(int symbols) {
        this.symbols = symbols;
    }

    /** Writes {@code events.parquet} and {@code bars.parquet}. */
    public static void write(Path folder, int events, int symbols) throws IOException {
        var data = new SelectionData(symbols);
        ParquetTables.write(folder.resolve(BARS), data.bars(), Map.of());
        ParquetTables.write(folder.resolve(EVENTS), data.events(events), Map.of());
    }

    private Table events(int rows) {
        List<LocalDate> days = FIRST.datesUntil(LAST).filter(
                day -> (calendar.isTradingDay(day) && fullDay(day)) || day.getDayOfWeek() == DayOfWeek.SATURDAY)
                .toList();
        int[] symbol = new int[rows];
        int[] type = new int[rows];
        long[] timestamp = new long[rows];
        double[] score = new double[rows];
        double[] high = new double[rows];
        double[] low = new double[rows];
        double[] volume = new double[rows];
        for (int row = 0; row < rows; row++) {
            if (row > 0 && random.nextInt(10) < 3) {
                int copied = random.nextInt(row);
                symbol[row] = symbol[copied];
                type[row] = type[copied];
                timestamp[row] = timestamp[copied];
                score[row] = score[copied];
                high[row] = high[copied];
                low[row] = low[copied];
                volume[row] = volume[copied];
                continue;
            }
            symbol[row] = random.nextInt(symbols);
            type[row] = random.nextInt(TYPES.length);
            int[] session = SESSIONS[random.nextInt(20) < 15 ? 1 : random.nextInt(5) < 3 ? 0 : 2];
            timestamp[row] = NewYorkTime.epochNanos(days.get(random.nextInt(days.size())).atStartOfDay()
                    .plusMinutes(session[0] + random.nextInt(session[1])));
            score[row] = random.nextInt(300) == 0 ? Double.NaN : random.nextDouble(0, 100);
            low[row] = Math.exp(random.nextDouble(-0.5, 5.6));
            high[row] = low[row] * (1 + random.nextDouble(0, 0.06));
            volume[row] = Math.rint(Math.exp(random.nextDouble(6, 14)));
        }
        return new Table.Builder().add("symbol", new Column.Strings(symbol, names()))
                .add("event_type", new Column.Strings(type, TYPES))
                .add("timestamp", Column.Longs.of(Kind.TIMESTAMP_NANOS, timestamp))
                .add("score", Column.Doubles.of(score))
                .add("open", Column.Doubles.of(low)).add("high", Column.Doubles.of(high))
                .add("low", Column.Doubles.of(low)).add("close", Column.Doubles.of(high))
                .add("volume", Column.Doubles.of(volume)).build();
    }

    private Table bars() {
        LocalDate[] days = FIRST.minusDays(HISTORY_DAYS).datesUntil(LAST.plusDays(1)).filter(calendar::isTradingDay)
                .toArray(LocalDate[]::new);
        int rows = symbols * days.length;
        int[] symbol = new int[rows];
        long[] date = new long[rows];
        double[] close = new double[rows];
        double[] low = new double[rows];
        double[] volume = new double[rows];
        for (int row = 0; row < rows; row++) {
            symbol[row] = row / days.length;
            date[row] = days[row % days.length].toEpochDay();
            close[row] = random.nextDouble(9, 11);
            low[row] = close[row] * random.nextDouble(0.85, 1);
            volume[row] = Math.rint(Math.exp(random.nextDouble(9, 15)));
        }
        return new Table.Builder().add("symbol", new Column.Strings(symbol, names()))
                .add("date", Column.Longs.of(Kind.DATE, date)).add("open", Column.Doubles.of(close))
                .add("high", Column.Doubles.of(close)).add("low", Column.Doubles.of(low))
                .add("close", Column.Doubles.of(close)).add("volume", Column.Doubles.of(volume)).build();
    }

    private boolean fullDay(LocalDate day) {
        SessionHours hours = calendar.hours(day);
        return hours.close().equals(FULL_CLOSE);
    }

    private String[] names() {
        String[] names = new String[symbols];
        Arrays.setAll(names, i -> String.format(Locale.ROOT, "S%04d", i));
        return names;
    }
}
