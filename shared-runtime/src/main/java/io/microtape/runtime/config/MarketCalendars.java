package io.microtape.runtime.config;

import io.microtape.model.session.MarketCalendar;
import io.microtape.model.session.MarketCalendar.DayHours;
import io.microtape.model.session.SessionHours;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Loads the US equity calendar that ships with the program. What it cannot take literally it refuses, with the key. */
public final class MarketCalendars {
    private static final String CALENDAR = "/io/microtape/conf/market-calendar.yaml";
    private static final Set<String> BLOCKS = Set.of("hours", "closures", "early_closes");
    private static final Set<String> KINDS = Set.of("full", "early_close");
    private static final Set<String> TIMES = Set.of("premarket_open", "open", "close", "after_hours_close");

    private final String source;

    private MarketCalendars(String source) {
        this.source = source;
    }

    /** The calendar of the US stock markets that the program comes with, conf/market-calendar.yaml. */
    public static MarketCalendar usEquities() {
        return parse(Config.resource(CALENDAR), "the shipped market-calendar.yaml");
    }

    /**
     * A calendar from its text.
     *
     * @throws ConfigException when a key is unknown or missing, a date or time is none, or a date is there twice or falls
     *                         on a weekend; the message names source and key
     */
    static MarketCalendar parse(String text, String source) {
        return new MarketCalendars(source).calendar(Yaml.mapping(text, source));
    }

    private MarketCalendar calendar(Map<String, Object> tree) {
        keys("", tree, BLOCKS);
        Map<LocalDate, DayHours> hours = new LinkedHashMap<>();
        mapping("hours", tree.get("hours")).forEach((from, kinds) -> {
            String key = "hours." + from;
            Map<String, Object> both = keys(key + ".", mapping(key, kinds), KINDS);
            hours.put(date(key, from), new DayHours(hours(key + ".full", both.get("full")),
                    hours(key + ".early_close", both.get("early_close"))));
        });
        if (hours.isEmpty()) {
            throw wrong("hours", "it needs the hours of at least one date on");
        }
        Set<LocalDate> closures = dates("closures", tree);
        Set<LocalDate> earlyCloses = dates("early_closes", tree);
        earlyCloses.stream().filter(closures::contains).findFirst().ifPresent(both -> {
            throw wrong("early_closes", both + " is among the closures too");
        });
        return new MarketCalendar(hours, closures, earlyCloses);
    }

    private SessionHours hours(String key, Object value) {
        Map<String, Object> times = keys(key + ".", mapping(key, value), TIMES);
        try {
            return new SessionHours(time(key, times, "premarket_open"), time(key, times, "open"),
                    time(key, times, "close"), time(key, times, "after_hours_close"));
        } catch (IllegalArgumentException e) {
            throw wrong(key, e.getMessage());
        }
    }

    private LocalTime time(String key, Map<String, Object> times, String name) {
        try {
            return LocalTime.parse(String.valueOf(times.get(name)));
        } catch (DateTimeException e) {
            throw wrong(key + "." + name, "'%s' is no time; write it as \"09:30\"".formatted(times.get(name)));
        }
    }

    private Set<LocalDate> dates(String block, Map<String, Object> tree) {
        Set<LocalDate> dates = new HashSet<>();
        mapping(block, tree.get(block)).forEach((year, days) -> {
            String key = block + "." + year;
            if (!(days instanceof List<?> list)) {
                throw wrong(key, "it should be a list of days such as [\"07-04\"]");
            }
            for (Object day : list) {
                LocalDate date = date(key, year + "-" + day);
                if (date.getDayOfWeek().getValue() > 5) {
                    throw wrong(key, date + " is a weekend day; leave it out");
                }
                if (!dates.add(date)) {
                    throw wrong(key, date + " is there twice");
                }
            }
        });
        return dates;
    }

    private LocalDate date(String key, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw wrong(key, "'%s' is no date; write years as \"2025\" and days as \"07-04\"".formatted(text));
        }
    }

    private Map<String, Object> mapping(String key, Object value) {
        if (value instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance)) {
            return Merge.mapping(value);
        }
        throw wrong(key, "it should hold keys, in quotes, and values");
    }

    private Map<String, Object> keys(String prefix, Map<String, Object> tree, Set<String> known) {
        for (String key : tree.keySet()) {
            if (!known.contains(key)) {
                throw wrong(prefix + key, "there is no such key; there are " + sorted(known));
            }
        }
        for (String key : known) {
            if (!tree.containsKey(key)) {
                throw wrong(prefix + key, "it is missing; there must be " + sorted(known));
            }
        }
        return tree;
    }

    private static String sorted(Set<String> keys) {
        return String.join(", ", keys.stream().sorted().toList());
    }

    private ConfigException wrong(String key, String what) {
        return new ConfigException("%s: %s: %s".formatted(source, key, what));
    }
}
