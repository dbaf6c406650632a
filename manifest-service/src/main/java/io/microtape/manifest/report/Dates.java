package io.microtape.manifest.report;

import io.microtape.manifest.checks.DayShare;
import io.microtape.manifest.checks.Statistics;
import io.microtape.manifest.checks.Tally;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How the events of a manifest spread over New York dates.
 *
 * @param first         date of the earliest event; empty in an empty manifest
 * @param last          date of the latest
 * @param days          dates with an event
 * @param monthsCovered months with an event
 * @param months        by month, as {@code 2024-01}: each month that the candidates have
 * @param busiestDays   the dates with most events, busiest first, at most five
 */
public record Dates(Optional<LocalDate> first, Optional<LocalDate> last, int days, int monthsCovered,
        SortedMap<String, Tally> months, List<DayShare> busiestDays) {
    private static final int REPORTED_DAYS = 5;

    static Dates of(Statistics statistics) {
        List<DayShare> days = statistics.byDay();
        return new Dates(days.stream().map(DayShare::date).min(Comparator.naturalOrder()),
                days.stream().map(DayShare::date).max(Comparator.naturalOrder()), days.size(),
                statistics.monthsCovered(), statistics.byMonth(), days.stream().limit(REPORTED_DAYS).toList());
    }
}
