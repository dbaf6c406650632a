package io.microtape.runtime.config;

import java.time.Duration;

/** Refuses settings outside of what is allowed, with key, value and both ends. */
public final class Range {
    private Range() {}

    /** @throws IllegalArgumentException when a value is not in [low, high] */
    public static void check(String key, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException("%s is %d; allowed is %d to %d".formatted(key, value, low, high));
        }
    }

    /** @throws IllegalArgumentException when a value is not in [low, high] */
    public static void check(String key, Duration value, Duration low, Duration high) {
        if (value.compareTo(low) < 0 || value.compareTo(high) > 0) {
            throw new IllegalArgumentException(
                    "%s is %s; allowed is %s to %s".formatted(key, text(value), text(low), text(high)));
        }
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
