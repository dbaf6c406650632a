package io.microtape.downloader.ratelimit;

/**
 * The generic cell rate algorithm (ITU-T I.371, virtual scheduling) for two budgets at once, as a pure rule over one
 * number, so that one compare-and-set takes permits of both.
 *
 * <p>It guarantees of the slots that it gives out, at any rates up to r a second: any span of T seconds holds at most
 * r * (T + catch-up) + 1 of them, and by the minute's budget of n none holds more than n in a minute, because these
 * stand apart by a minute's n-th part.
 *
 * @param last    the slot given out last, epoch nanoseconds
 * @param arrears how far the per-second schedule runs ahead of that slot, nanoseconds: 0 when slots are evenly spaced,
 *                more while lost ones are made up for
 */
record Slots(long last, long arrears) {
    /** 2020-01-01. Microseconds since then need 50 bits until 2055. */
    private static final long BASE = 1_577_836_800_000_000_000L;
    private static final long LAST_UNIT = 1_000;
    private static final long ARREARS_UNIT = 20_000;
    private static final int ARREARS_BITS = 13;

    static Slots of(long state) {
        return new Slots(BASE + (state >>> ARREARS_BITS) * LAST_UNIT,
                (state & ((1L << ARREARS_BITS) - 1)) * ARREARS_UNIT);
    }

    /** The one number of the fleet; rounded so that slots come later, never earlier. 0 is a fresh budget. */
    long state() {
        return (Math.ceilDiv(last - BASE, LAST_UNIT) << ARREARS_BITS) | Math.ceilDiv(arrears, ARREARS_UNIT);
    }

    /** The next slot, not before {@code now}. */
    Slots next(long now, long nanosPerRequest, long nanosByMinute) {
        long even = last + arrears + nanosPerRequest;
        long slot = Math.max(Math.max(now, even - RateBudget.CATCH_UP_NANOS), last + nanosByMinute);
        // Rounded here, so that whoever waits for the slot and whoever reads the state have the same.
        long rounded = BASE + Math.ceilDiv(slot - BASE, LAST_UNIT) * LAST_UNIT;
        return new Slots(rounded, Math.max(0, even - rounded));
    }

    /** The time up to {@code now} in which a slot stood free and nobody took it; 0 while slots are short. */
    long unused(long now, long nanosPerRequest, long nanosByMinute) {
        return Math.max(0, now - Math.max(last + arrears + nanosPerRequest, last + nanosByMinute));
    }
}
