package io.microtape.simulator.http;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * How many requests pass: a bucket for each limit that starts full with a whole period's requests and refills evenly.
 * Over any stretch of n periods at most n + 1 periods' worth pass, and a client that keeps to the limit is never refused
 * for a little jitter. A refused request uses up nothing.
 */
final class RequestRate {
    private static final long SECOND = 1_000_000_000L;

    private final LongSupplier nanoTime;
    private final List<Bucket> buckets = new ArrayList<>();

    RequestRate(OptionalInt perSecond, OptionalInt perMinute, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        long now = nanoTime.getAsLong();
        perSecond.ifPresent(limit -> buckets.add(new Bucket(limit, SECOND, now)));
        perMinute.ifPresent(limit -> buckets.add(new Bucket(limit, 60 * SECOND, now)));
    }

    /** Lets one request pass and returns 0, or returns the nanoseconds until the next one can. */
    synchronized long take() {
        long now = nanoTime.getAsLong();
        long wait = 0;
        for (Bucket bucket : buckets) {
            wait = Math.max(wait, bucket.waitAt(now));
        }
        if (wait == 0) {
            buckets.forEach(Bucket::take);
        }
        return wait;
    }

    /** Holds time instead of requests: each request costs its share of the period, so that nothing is rounded away. */
    private static final class Bucket {
        private final long cost;
        private final long capacity;
        private long saved;
        private long at;

        Bucket(int limit, long period, long now) {
            this.cost = period / limit;
            this.capacity = cost * limit;
            this.saved = capacity;
            this.at = now;
        }

        long waitAt(long now) {
            saved = Math.min(capacity, saved + (now - at));
            at = now;
            return Math.max(0, cost - saved);
        }

        void take() {
            saved -= cost;
        }
    }
}
