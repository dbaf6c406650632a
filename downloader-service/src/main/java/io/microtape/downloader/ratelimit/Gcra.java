package io.microtape.downloader.ratelimit;

/**
 * The generic cell rate algorithm (ITU-T I.371, virtual scheduling) as a pure rule over one number: the time at which
 * the budget would be used up if every request had been spaced evenly. In any span of time T at most T / nanosPerRequest
 * + burst requests begin.
 */
public record Gcra(RateBudget budget) {

    /**
     * A reserved request.
     *
     * @param state     what to store in place of the state asked with
     * @param waitNanos how long the caller must wait before it sends the request; 0 is now
     */
    public record Reservation(long state, long waitNanos) {}

    /** Reserves the next request. {@code state} and {@code now} are epoch nanoseconds; a fresh budget has state 0. */
    public Reservation reserve(long state, long now) {
        long arrival = Math.max(state, now);
        long tolerance = budget.nanosPerRequest() * (budget.burst() - 1);
        return new Reservation(arrival + budget.nanosPerRequest(), Math.max(0, arrival - tolerance - now));
    }
}
