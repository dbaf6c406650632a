package io.microtape.manifest.selection;

import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventTable;
import io.microtape.model.profile.IntradayManifest;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Stages 4 and 5: how many events each session gives, how those of regular hours spread over the day, and no more than the
 * manifest takes. Within a session an event comes before another if it was kept, then if its thresholds were relaxed
 * less, then if it is its symbol's best, then by the total order.
 */
final class Balance {
    static final Reason SESSION_QUOTA = new Reason(Stage.QUOTAS, "session_quota");
    static final Reason TIME_BUCKET = new Reason(Stage.QUOTAS, "time_bucket");
    static final Reason MAX_EVENTS = new Reason(Stage.GLOBAL_CAP, "max_events");

    private static final int RTH = 1;

    private final IntradayManifest limits;
    private final Enrichment enriched;
    private final Groups groups;
    private final Kept kept;
    private final QuotaAllocation allocation;
    private final BucketSlots buckets;

    Balance(IntradayManifest limits, EventTable events, Enrichment enriched, Groups groups, Kept kept) {
        this.limits = limits;
        this.enriched = enriched;
        this.groups = groups;
        this.kept = kept;
        this.allocation = new QuotaAllocation(limits.sessionQuotas());
        this.buckets = new BucketSlots(limits.timeBuckets(), events, enriched);
    }

    /**
     * What is chosen from a pool.
     *
     * @param most      most events that could be chosen
     * @param ordered   the pool in the order in which a session's events come
     * @param available events of the pool by session
     * @param counts    events chosen by session
     * @param slots     slots by bucket of regular hours
     * @param coverage  the pool's best event of each symbol
     */
    record Choice(int most, int[] ordered, BitSet chosen, BitSet coverage, int[] available, int[] counts,
            int[] slots) {
        int events() {
            return Arrays.stream(counts).sum();
        }
    }

    QuotaAllocation allocation() {
        return allocation;
    }

    BucketSlots buckets() {
        return buckets;
    }

    /** Whether the sessions, with so many events each, give the fewest events asked for within their bands. */
    boolean suffices(int[] available, int[] keptBySession) {
        return Arrays.stream(allocation.withinBands(available, keptBySession, limits.maxEvents())).sum() >= limits
                .fewestEvents();
    }

    /** Chooses {@code most} events at most. */
    Choice choose(Relaxed from, int most) {
        BitSet coverage = bestOfEachSymbol(from.pool());
        int[] ordered = ordered(from, coverage);
        int[] available = bySession(ordered);
        int[] counts = counts(ordered, available, most);
        int[] slots = limits.enforceTimeBuckets() ? buckets.slots(counts[RTH]) : new int[buckets.buckets().size()];
        BitSet chosen = limits.enforceTimeBuckets() ? fillSlots(ordered, slots, counts[RTH]) : new BitSet();
        int[] left = counts.clone();
        left[RTH] -= chosen.cardinality();
        for (int row : ordered) {
            int session = session(row);
            if (left[session] > 0 && !chosen.get(row)) {
                chosen.set(row);
                left[session]--;
            }
        }
        return new Choice(most, ordered, chosen, coverage, available, counts, slots);
    }

    int[] bySession(int[] rows) {
        int[] counts = new int[QuotaAllocation.SESSIONS.size()];
        for (int row : rows) {
            counts[session(row)]++;
        }
        return counts;
    }

    /** The position of a row's session in {@link QuotaAllocation#SESSIONS}. */
    int session(int row) {
        return switch (enriched.session()[row]) {
            case PM -> 0;
            case RTH -> RTH;
            case AH -> 2;
            case CLOSED -> throw new IllegalStateException("a row at which nothing trades came as far as the quotas");
        };
    }

    private int[] counts(int[] ordered, int[] available, int most) {
        if (!limits.enforceQuotas()) {
            return bySession(Arrays.copyOf(ordered, Math.min(most, ordered.length)));
        }
        int[] keptBySession = bySession(Rows.where(ordered, kept::is));
        int[] counts = allocation.withinBands(available, keptBySession, most);
        return Arrays.stream(counts).sum() >= Math.min(most, limits.fewestEvents(most))
                ? counts
                : allocation.withoutBands(available, keptBySession, most);
    }

    /** The first rows of each bucket, as far as its slots go; what was kept goes first, even beyond them. */
    private BitSet fillSlots(int[] ordered, int[] slots, int most) {
        int[] left = slots.clone();
        var chosen = new BitSet();
        for (int row : ordered) {
            int bucket = buckets.bucket(row);
            boolean fits = bucket != BucketSlots.NONE && left[bucket] > 0;
            if (session(row) == RTH && (fits || kept.is(row)) && chosen.cardinality() < most) {
                chosen.set(row);
                if (fits) {
                    left[bucket]--;
                }
            }
        }
        return chosen;
    }

    /** Says of the pool's events that were not chosen what stood against them. */
    void reject(Choice choice, Rejections rejections) {
        int[] place = new int[choice.counts.length];
        int[] placeInBucket = new int[choice.slots.length];
        for (int i = 0; i < choice.ordered.length; i++) {
            int row = choice.ordered[i];
            int session = session(row);
            place[session]++;
            int bucket = buckets.bucket(row);
            if (bucket != BucketSlots.NONE) {
                placeInBucket[bucket]++;
            }
            if (!choice.chosen.get(row)) {
                if (place[session] <= choice.counts[session]) {
                    rejections.reject(row, TIME_BUCKET, bucket == BucketSlots.NONE ? Double.NaN : placeInBucket[bucket],
                            bucket == BucketSlots.NONE ? 0 : choice.slots[bucket]);
                } else if (limits.enforceQuotas()) {
                    rejections.reject(row, SESSION_QUOTA, place[session], choice.counts[session]);
                } else {
                    rejections.reject(row, MAX_EVENTS, i + 1.0, choice.most);
                }
            }
        }
    }

    private BitSet bestOfEachSymbol(int[] pool) {
        int[] ranks = Groups.ranks(pool, groups::symbol);
        var best = new BitSet();
        for (int i = 0; i < pool.length; i++) {
            if (ranks[i] == 1) {
                best.set(pool[i]);
            }
        }
        return best;
    }

    private int[] ordered(Relaxed from, BitSet coverage) {
        int[] ordered = from.pool().clone();
        RowSort.ascending(ordered,
                row -> kept.is(row) ? -1 : 2L * from.step(row) + (coverage.get(row) ? 0 : 1));
        return ordered;
    }
}
