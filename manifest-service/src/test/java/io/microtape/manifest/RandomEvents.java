package io.microtape.manifest;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import io.microtape.model.session.NewYorkTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Small, dirty inputs: duplicates, missing and tied scores, broken bars, closed minutes, unusable symbols. */
public final class RandomEvents {
    private static final List<String> SYMBOLS = List.of("AA", "BB", "CC.B", "DD", "EE");
    private static final List<String> TYPES = List.of("flush", "vwap_break", "never_seen");
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 22);

    private final SplittableRandom random;

    public RandomEvents(long seed) {
        this.random = new SplittableRandom(seed);
    }

    public List<EventRow> events() {
        List<EventRow> rows = new ArrayList<>();
        int distinct = random.nextInt(1, 80);
        for (int i = 0; i < distinct; i++) {
            rows.add(event());
        }
        int repeated = random.nextInt(0, distinct + 1);
        for (int i = 0; i < repeated; i++) {
            EventRow row = rows.get(random.nextInt(rows.size()));
            rows.add(switch (random.nextInt(4)) {
                case 0 -> row.withScore(score());
                case 1 -> row.withLabels("RTH", random.nextBoolean() ? "up" : null);
                case 2 -> row.withBar(row.high(), row.low(), row.close(), volume());
                default -> row;
            });
        }
        return rows;
    }

    private EventRow event() {
        LocalDateTime minute = FIRST.plusDays(random.nextInt(0, 40)).atStartOfDay()
                .plusMinutes(random.nextInt(3 * 60, 21 * 60));
        long instant = NewYorkTime.epochNanos(minute);
        String symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
        String type = TYPES.get(random.nextInt(TYPES.size()));
        double low = random.nextDouble(0.5, 250);
        double high = low * random.nextDouble(0.99, 1.08);
        var row = new EventRow(symbol, instant, type, score(), high, low, low, volume(),
                random.nextBoolean() ? "RTH" : null, "up");
        return switch (random.nextInt(30)) {
            case 0 -> row.withSymbol(random.nextBoolean() ? null : "a/b");
            case 1 -> row.withBar(null, low, low, volume());
            case 2 -> new EventRow(symbol, null, type, 1.0, high, low, low, 5.0, null, null);
            default -> row;
        };
    }

    private Double score() {
        return switch (random.nextInt(12)) {
            case 0 -> null;
            case 1 -> Double.NaN;
            default -> random.nextInt(0, 12) / 4.0;
        };
    }

    private Double volume() {
        return (double) random.nextInt(0, 200_000);
    }

    /** Bars of some of the symbols on weekdays from weeks before the first event, with gaps. */
    public List<BarRow> bars() {
        List<BarRow> bars = new ArrayList<>();
        for (String symbol : SYMBOLS.subList(0, 4)) {
            for (int day = random.nextInt(-45, 5); day < 40; day++) {
                LocalDate date = FIRST.plusDays(day);
                boolean weekday = date.getDayOfWeek() != DayOfWeek.SATURDAY && date.getDayOfWeek() != DayOfWeek.SUNDAY;
                if (weekday && random.nextInt(25) > 0) {
                    double close = random.nextDouble(5, 15);
                    bars.add(new BarRow(symbol, date, close * random.nextDouble(0.8, 1), close,
                            random.nextInt(1_000, 1_000_000)));
                }
            }
        }
        return bars;
    }

    public <T> List<T> shuffled(List<T> rows) {
        List<T> shuffled = new ArrayList<>(rows);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        return shuffled;
    }

    public int number(int bound) {
        return random.nextInt(bound);
    }
}
