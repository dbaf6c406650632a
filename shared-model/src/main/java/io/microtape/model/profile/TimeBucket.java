package io.microtape.model.profile;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of the New York day, half-open, and the share of the manifest's events that it should hold.
 *
 * @param name  as configured: {@code 0930-1015}
 * @param share in [0, 1]
 */
public record TimeBucket(String name, LocalTime from, LocalTime to, double share) {
    static final LocalTime OPEN = LocalTime.of(9, 30);
    static final LocalTime CLOSE = LocalTime.of(16, 0);

    private static final Pattern NAME = Pattern.compile("(\\d{4})-(\\d{4})");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HHmm")
            .withResolverStyle(ResolverStyle.STRICT);

    public TimeBucket {
        Limits.inRange(key(name), share, 0, 1);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("%s ends before it begins".formatted(key(name)));
        }
    }

    static TimeBucket of(Map.Entry<String, Double> configured) {
        Matcher name = NAME.matcher(configured.getKey());
        if (name.matches()) {
            try {
                return new TimeBucket(configured.getKey(), LocalTime.parse(name.group(1), CLOCK),
                        LocalTime.parse(name.group(2), CLOCK), configured.getValue());
            } catch (DateTimeParseException e) {
                throw unreadable(configured.getKey(), e);
            }
        }
        throw unreadable(configured.getKey(), null);
    }

    /** Whether it is part of a full day's regular hours. */
    public boolean isInRegularHours() {
        return !from.isBefore(OPEN) && !to.isAfter(CLOSE);
    }

    boolean crosses(LocalTime bound) {
        return from.isBefore(bound) && to.isAfter(bound);
    }

    /** Whether a second of the New York day is in it. */
    public boolean holds(int secondOfDay) {
        return secondOfDay >= from.toSecondOfDay() && secondOfDay < to.toSecondOfDay();
    }

    private static IllegalArgumentException unreadable(String name, DateTimeParseException cause) {
        return new IllegalArgumentException(
                "%s is no part of a day; write New York times as in 0930-1015".formatted(key(name)), cause);
    }

    private static String key(String name) {
        return "intraday_manifest.ensure_time_buckets." + name;
    }
}
