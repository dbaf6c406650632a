package io.microtape.downloader.ratelimit;

/**
 * What the vendor seems to permit, as a pure rule over one number that the fleet shares.
 *
 * <p>A 429 halves the rate for a moment. Then it is back just under where the 429 came, stays there, and after a while
 * probes: slowly at first, then ever faster, as in CUBIC (Ha, Rhee, Xu: "CUBIC: A New TCP-Friendly High-Speed TCP
 * Variant", 2008). Halving and adding steadily instead would leave a quarter of the budget unused.
 *
 * <p>How far under depends on how many requests lie between one 429 and the next: 429s that come thick mean that the rate
 * is too high; those that come seldom are unrelated to it, and the rate is halved for a blink and then where it was.
 *
 * @param rate  requests a second at {@code since}
 * @param since when the rate was last set, epoch milliseconds; time in which the budget was not used is added to it, since
 *              it proves nothing
 * @param gap   running mean of the requests between one 429 and the next
 */
record AdaptiveRate(double rate, long since, int gap) {
    private static final long BASE_MILLIS = 1_577_836_800_000L;
    private static final int GAP_BITS = 8;
    private static final int RATE_BITS = 14;
    private static final double RATE_STEPS = 1024;
    private static final double RATE_OFFSET = 8;

    private static final double STEADY_SECONDS = 2;
    private static final double PROBING = 0.006;
    /** 429s that are thicker than one in so many requests have to do with the rate. */
    private static final int RELATED = 35;
    /** 429s that are as seldom as this have nothing to do with it. */
    private static final int UNRELATED = 70;
    private static final int MOST_GAP = 150;
    private static final int FIRST_GAP = 75;
    private static final double NEWS = 0.2;
    private static final double WELL_UNDER = 0.06;
    /** 429s that follow each other at once tell of a vendor that is closed, and less of the rate. */
    private static final double ENOUGH = 12;
    private static final double JUST_UNDER = 0.995;
    private static final double LEAST_RATE = 1.0 / 64;
    private static final double DIP_NANOS = 150_000_000;
    private static final double BLINK_NANOS = 20_000_000;
    private static final double LONGEST_DIP_NANOS = 1_000_000_000;
    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    /** What a fleet begins with at this time, epoch nanoseconds. */
    static AdaptiveRate fresh(RateBudget budget, long now) {
        return new AdaptiveRate(budget.perSecond(), now / 1_000_000, FIRST_GAP);
    }

    /** The rate behind the fleet's number, where 0 is a fleet that did not begin yet. */
    static AdaptiveRate of(long state, RateBudget budget, long now) {
        if (state == 0) {
            return fresh(budget, now);
        }
        long steps = (state >>> GAP_BITS) & ((1L << RATE_BITS) - 1);
        return new AdaptiveRate(Math.pow(2, steps / RATE_STEPS - RATE_OFFSET),
                BASE_MILLIS + (state >>> (GAP_BITS + RATE_BITS)), (int) (state & ((1L << GAP_BITS) - 1)));
    }

    long state() {
        double log = Math.log(Math.max(rate, LEAST_RATE)) / Math.log(2);
        long steps = Math.min((1L << RATE_BITS) - 1, Math.round((log + RATE_OFFSET) * RATE_STEPS));
        return ((((since - BASE_MILLIS) << RATE_BITS) | steps) << GAP_BITS) | gap;
    }

    /** Requests a second that are allowed at {@code now} when the last cut was at {@code cutAt}; both epoch nanoseconds. */
    double allowed(long now, long cutAt, double ceiling) {
        double full = recovered(now, ceiling);
        return now >= cutAt && now - cutAt < dip() ? full / 2 : full;
    }

    /**
     * After a 429 at {@code now}, when the one before came at {@code cutAt}.
     *
     * @param meant whether it said how long to wait: then it is about the rate, however seldom it comes, since the waiting
     *              itself makes it seldom
     */
    AdaptiveRate cut(long now, long cutAt, double ceiling, boolean meant) {
        double full = recovered(now, ceiling);
        double between = Math.min(MOST_GAP, Math.max(0, now - cutAt) / NANOS * full);
        int mean = (int) Math.round(gap + NEWS * (between - gap));
        if (mean >= UNRELATED && !meant) {
            // It goes on rising as if nothing had been: what has nothing to do with the rate must not hold it down.
            return new AdaptiveRate(rate, since, Math.min(mean, MOST_GAP));
        }
        double next = full * (mean < RELATED ? 1 - WELL_UNDER * Math.min(1, between / ENOUGH) : JUST_UNDER);
        return new AdaptiveRate(Math.max(LEAST_RATE, next), now / 1_000_000, Math.clamp(mean, 0, MOST_GAP));
    }

    /** After time in which the budget was not used, and so was not tried. */
    AdaptiveRate afterIdle(long nanos, long now) {
        return new AdaptiveRate(rate, Math.min(now / 1_000_000, since + Math.ceilDiv(nanos, 1_000_000)), gap);
    }

    private double recovered(long now, double ceiling) {
        double probing = Math.max(0, (now / 1_000_000 - since) / MILLIS - STEADY_SECONDS);
        return Math.min(ceiling, rate * (1 + PROBING * probing * probing * probing));
    }

    /** The thicker the 429s, the longer the rate stays halved. */
    private double dip() {
        return gap >= UNRELATED
                ? BLINK_NANOS
                : Math.clamp(DIP_NANOS * RELATED / Math.max(1, gap), BLINK_NANOS, LONGEST_DIP_NANOS);
    }
}
