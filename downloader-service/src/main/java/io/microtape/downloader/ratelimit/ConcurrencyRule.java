package io.microtape.downloader.ratelimit;

/**
 * How many requests should be in flight, by hill climbing over what more of them brought: more connections are not more
 * rows. A pure rule, asked once for each span of time that was observed.
 *
 * <p>The limit stays within 1 and {@code most}. It is never raised while the rate limit is what holds, nor while not all
 * places were taken. It falls when requests fail, and where fewer in flight brought as many rows.
 *
 * @param most     the largest limit
 * @param limit    requests in flight now
 * @param step     what the limit was changed by last: its sign is the direction, 0 when it rested
 * @param before   rows a second before that change
 * @param resting  observations to pass before the next change is tried
 * @param upNext   whether the next change to try is one up
 */
record ConcurrencyRule(int most, int limit, int step, double before, int resting, boolean upNext) {
    private static final double MANY_FAILURES = 0.1;
    private static final double WORTH_MORE = 1.05;
    private static final double AS_MANY = 0.97;
    private static final int REST = 4;
    private static final int PART = 4;

    /**
     * A span of time.
     *
     * @param rowsPerSecond rows received
     * @param failed        share of requests that failed, in [0, 1]
     * @param rateHeld      whether the rate limit is what held requests back
     * @param full          whether all places were taken
     */
    record Observed(double rowsPerSecond, double failed, boolean rateHeld, boolean full) {}

    static ConcurrencyRule startingAt(int most) {
        return new ConcurrencyRule(most, most, 0, 0, 0, false);
    }

    ConcurrencyRule after(Observed seen) {
        if (seen.failed() > MANY_FAILURES) {
            return rest(Math.max(1, limit - Math.max(1, limit / PART)), true);
        }
        if (seen.rateHeld() || !seen.full()) {
            return new ConcurrencyRule(most, limit, 0, 0, resting, upNext);
        }
        if (step != 0) {
            boolean good = seen.rowsPerSecond() >= before * (step > 0 ? WORTH_MORE : AS_MANY);
            return good ? move(Integer.signum(step), seen) : rest(Math.clamp(limit - step, 1, most), step < 0);
        }
        if (resting > 0) {
            return new ConcurrencyRule(most, limit, 0, 0, resting - 1, upNext);
        }
        return move(upNext ? 1 : -1, seen);
    }

    private ConcurrencyRule move(int direction, Observed seen) {
        int next = Math.clamp(limit + (long) direction * Math.max(1, limit / PART), 1, most);
        return next == limit
                ? rest(limit, direction < 0)
                : new ConcurrencyRule(most, next, next - limit, seen.rowsPerSecond(), 0, direction > 0);
    }

    private ConcurrencyRule rest(int at, boolean up) {
        return new ConcurrencyRule(most, at, 0, 0, REST, up);
    }
}
