package io.microtape.model.coverage;

/**
 * What is still to be asked of the vendor, and what that will cost by the estimates that {@code manifest estimate} makes.
 * Nothing that was given up counts: failed, not entitled, and holes.
 *
 * @param captures planned, queued, in flight, or answered empty once
 * @param requests of the vendor
 * @param bytes    in the lake
 * @param hours    of the run, with all workers at work and within the budget of requests
 */
public record Remaining(long captures, Spread requests, Spread bytes, Spread hours) {
    public static final Remaining NOTHING = new Remaining(0, Spread.NONE, Spread.NONE, Spread.NONE);

    /**
     * An estimated total.
     *
     * @param p50 it is as likely above as below
     * @param p90 nine in ten such totals stay below
     */
    public record Spread(double p50, double p90) {
        static final Spread NONE = new Spread(0, 0);
    }
}
