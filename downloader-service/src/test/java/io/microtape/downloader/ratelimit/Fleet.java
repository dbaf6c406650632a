package io.microtape.downloader.ratelimit;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Workers that always have something to ask, and a vendor with a limit of its own, in virtual time. */
final class Fleet {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_790_000_000L * SECOND;
    private static final long LATENCY = SECOND / 10;
    private static final int WORKERS = 16;

    private final RateBudget budget;
    private final Vendor vendor;
    private final SplittableRandom random;
    private final PriorityQueue<Step> steps = new PriorityQueue<>();
    private final List<Long> sent = new ArrayList<>();
    private final List<Long> accepted = new ArrayList<>();
    private long slots;
    private long rate;
    private long cutAt;

    Fleet(RateBudget budget, Vendor vendor, long seed) {
        this.budget = budget;
        this.vendor = vendor;
        this.random = new SplittableRandom(seed);
    }

    private enum Kind {
        WANTS, SENDS, IS_THROTTLED
    }

    private record Step(long at, Kind kind, long sentAt) implements Comparable<Step> {
        @Override
        public int compareTo(Step other) {
            return Long.compare(at, other.at);
        }
    }

    /** A bucket of so many requests that refills evenly. */
    static final class Vendor {
        private final double perSecond;
        private final double capacity;
        private double saved;
        private long seen = START;
        private double refusing;
        private long closedFrom = Long.MAX_VALUE;
        private long closedTo = Long.MAX_VALUE;

        Vendor(double perSecond, double capacity) {
            this.perSecond = perSecond;
            this.capacity = capacity;
            this.saved = capacity;
        }

        Vendor refusing(double share) {
            refusing = share;
            return this;
        }

        Vendor closed(int from, int to) {
            closedFrom = START + from * SECOND;
            closedTo = START + to * SECOND;
            return this;
        }

        private boolean accepts(long now, SplittableRandom random) {
            if ((now >= closedFrom && now < closedTo) || random.nextDouble() < refusing) {
                return false;
            }
            saved = Math.min(capacity, saved + perSecond * (now - seen) / SECOND);
            seen = now;
            if (saved < 1) {
                return false;
            }
            saved--;
            return true;
        }
    }

    void run(long nanos) {
        for (int i = 0; i < WORKERS; i++) {
            steps.add(new Step(START + i, Kind.WANTS, 0));
        }
        for (Step step = steps.remove(); step.at() < START + nanos; step = steps.remove()) {
            switch (step.kind()) {
                case WANTS -> reserve(step.at());
                case SENDS -> {
                    sent.add(step.at());
                    boolean ok = vendor.accepts(step.at(), random);
                    if (ok) {
                        accepted.add(step.at());
                    }
                    steps.add(new Step(step.at() + LATENCY, ok ? Kind.WANTS : Kind.IS_THROTTLED, step.at()));
                }
                case IS_THROTTLED -> {
                    if (step.sentAt() >= cutAt) {
                        rate = AdaptiveRate.of(rate, budget, step.at())
                                .cut(step.at(), cutAt, budget.ceilingPerSecond(), false).state();
                        cutAt = step.at();
                    }
                    steps.add(new Step(step.at(), Kind.WANTS, 0));
                }
            }
        }
    }

    /** Accepted requests a second between these seconds. */
    double accepted(int from, int to) {
        return count(accepted, from, to);
    }

    double sent(int from, int to) {
        return count(sent, from, to);
    }

    private void reserve(long now) {
        var adaptive = AdaptiveRate.of(rate, budget, now);
        rate = adaptive.state();
        Slots next = Slots.of(slots).next(now, (long) (SECOND / adaptive.allowed(now, cutAt,
                budget.ceilingPerSecond())), budget.nanosByMinute());
        slots = next.state();
        steps.add(new Step(next.last(), Kind.SENDS, 0));
    }

    private static double count(List<Long> instants, int from, int to) {
        return (double) instants.stream().filter(at -> at >= START + from * SECOND && at < START + to * SECOND).count()
                / (to - from);
    }
}
