package io.microtape.manifest;

import io.microtape.model.session.MarketCalendar;
import io.microtape.model.session.NewYorkTime;
import io.microtape.model.session.Session;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The definitions, written down as plainly and slowly as they read. */
final class ReferenceSelection {
    private final MarketCalendar calendar;

    ReferenceSelection(MarketCalendar calendar) {
        this.calendar = calendar;
    }

    /** One row of each usable event at a time when something trades. */
    List<EventRow> distinct(List<EventRow> rows) {
        List<EventRow> best = new ArrayList<>();
        for (EventRow row : rows) {
            boolean usable = row.symbol() != null && !row.symbol().contains("/") && row.timestamp() != null;
            if (usable && calendar.sessionAt(row.timestamp()) != Session.CLOSED
                    && best.stream().noneMatch(other -> sameEvent(other, row))) {
                best.add(rows.stream().filter(other -> sameEvent(other, row)).min(preference()).orElseThrow());
            }
        }
        return best;
    }

    double percentileRank(EventRow row, List<EventRow> distinct) {
        List<Double> peers = distinct.stream()
                .filter(other -> other.type().equals(row.type()) && session(other) == session(row) && hasScore(other))
                .map(EventRow::score).toList();
        if (peers.size() == 1) {
            return 0.5;
        }
        double below = peers.stream().filter(score -> score < row.score()).count();
        double ties = peers.stream().filter(score -> score.equals(row.score())).count();
        double rank = below + (ties + 1) / 2;
        return (rank - 1) / (peers.size() - 1);
    }

    /** NaN where it is missing. */
    static double rvol(EventRow row, List<BarRow> bars) {
        LocalDate date = NewYorkTime.date(row.timestamp());
        List<BarRow> own = bars.stream().filter(bar -> bar.symbol().equals(row.symbol())).toList();
        double today = own.stream().filter(bar -> bar.date().equals(date)).mapToDouble(BarRow::dollarVolume).findFirst()
                .orElse(Double.NaN);
        List<BarRow> before = own.stream().filter(bar -> bar.date().isBefore(date))
                .sorted(Comparator.comparing(BarRow::date).reversed()).limit(20).toList();
        return before.size() < 20
                ? Double.NaN
                : today / before.stream().mapToDouble(BarRow::dollarVolume).average().orElseThrow();
    }

    static boolean hasScore(EventRow row) {
        return row.score() != null && !row.score().isNaN();
    }

    private static Comparator<EventRow> preference() {
        return Comparator.comparing((EventRow row) -> !hasScore(row))
                .thenComparingDouble(row -> hasScore(row) ? -row.score() : 0)
                .thenComparingLong(ReferenceSelection::nulls)
                .thenComparingDouble(row -> orNaN(row.close())).thenComparingDouble(row -> orNaN(row.high()))
                .thenComparingDouble(row -> orNaN(row.low())).thenComparingDouble(row -> orNaN(row.volume()))
                .thenComparing(EventRow::direction, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(EventRow::session, Comparator.nullsFirst(Comparator.naturalOrder()));
    }

    private static long nulls(EventRow row) {
        return Stream.of(row.high(), row.low(), row.close(), row.volume(), row.session(), row.direction())
                .filter(Objects::isNull).count();
    }

    private static double orNaN(Double number) {
        return number == null ? Double.NaN : number;
    }

    private Session session(EventRow row) {
        return calendar.sessionAt(row.timestamp());
    }

    private static boolean sameEvent(EventRow a, EventRow b) {
        return Objects.equals(a.symbol(), b.symbol()) && Objects.equals(a.timestamp(), b.timestamp())
                && Objects.equals(a.type(), b.type());
    }
}
