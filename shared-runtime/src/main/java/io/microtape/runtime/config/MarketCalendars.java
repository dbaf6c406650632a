package io.microtape.runtime.config;

import io.microtape.model.session.MarketCalendar;
import io.microtape.model.session.MarketCalendar.DayHours;
import io.microtape.model.session.SessionHours;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Loads the US equity calendar that ships with the program. */
public final class MarketCalendars {
    private static final String CALENDAR = "/io/microtape/conf/market-calendar.yaml";

    private MarketCalendars() {}

    public static MarketCalendar usEquities() {
        Map<String, Object> tree = Yaml.mapping(Config.resource(CALENDAR), "the shipped market calendar");
        Map<LocalDate, DayHours> hours = new LinkedHashMap<>();
        Merge.mapping(tree.get("hours")).forEach((from, kinds) -> hours.put(LocalDate.parse(from),
                new DayHours(hours(kinds, "full"), hours(kinds, "early_close"))));
        return new MarketCalendar(hours, dates(tree.get("closures")), dates(tree.get("early_closes")));
    }

    private static SessionHours hours(Object kinds, String kind) {
        Map<String, Object> times = Merge.mapping(Merge.mapping(kinds).get(kind));
        return new SessionHours(time(times, "premarket_open"), time(times, "open"), time(times, "close"),
                time(times, "after_hours_close"));
    }

    private static LocalTime time(Map<String, Object> times, String key) {
        return LocalTime.parse((String) times.get(key));
    }

    private static Set<LocalDate> dates(Object byYear) {
        return Merge.mapping(byYear).entrySet().stream()
                .flatMap(year -> ((List<?>) year.getValue()).stream()
                        .map(day -> LocalDate.parse(year.getKey() + "-" + day)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
