package io.microtape.downloader.ratelimit;

import java.util.OptionalInt;

/**
 * How many requests the whole fleet may make.
 *
 * @param perSecond        the rate it begins with
 * @param ceilingPerSecond the rate it never goes above
 * @param perMinute        a second budget that must permit too; empty for none
 */
public record RateBudget(double perSecond, double ceilingPerSecond, OptionalInt perMinute) {
    /** A slot that nobody was there for can be made up for within this time. */
    static final long CATCH_UP_NANOS = 120_000_000L;
    /** A request that is later for its slot than this gives it up: sent then, it would join those of the next second. */
    static final long LATE_NANOS = 80_000_000L;
    private static final double SECOND = 1e9;

    public RateBudget {
        if (!(perSecond > 0) || !(ceilingPerSecond >= perSecond) || perMinute.orElse(1) < 1) {
            throw new IllegalArgumentException("no budget: %s a second, at most %s, %s a minute".formatted(perSecond,
                    ceilingPerSecond, perMinute));
        }
    }

    /** A budget that stays as it is, without any by the minute. */
    public static RateBudget fixed(double perSecond) {
        return new RateBudget(perSecond, perSecond, OptionalInt.empty());
    }

    /** What any second may hold beyond the ceiling: slots made up for, and requests that went a little late. */
    public int burst() {
        return (int) Math.ceil(ceilingPerSecond * (CATCH_UP_NANOS + LATE_NANOS) / SECOND) + 1;
    }

    /** Requests a second that both budgets permit at a rate of this many. */
    public double sustained(double rate) {
        return perMinute.isPresent() ? Math.min(rate, perMinute.getAsInt() / 60.0) : rate;
    }

    /** The least time between two requests by the minute's budget, which knows no burst; 0 for none. */
    long nanosByMinute() {
        return perMinute.isPresent() ? (60_000_000_000L + LATE_NANOS) / perMinute.getAsInt() : 0;
    }
}
