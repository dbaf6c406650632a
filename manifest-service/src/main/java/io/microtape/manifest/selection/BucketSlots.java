package io.microtape.manifest.selection;

import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventTable;
import io.microtape.model.profile.TimeBucket;
import io.microtape.model.session.NewYorkTime;
import io.microtape.model.session.Session;
import java.util.Arrays;
import java.util.List;

/**
 * How the events of regular hours spread over the day: the buckets share the session's count by their shares, by the
 * method of largest remainders, the earlier bucket first among equal ones.
 */
final class BucketSlots {
    /** Stands for a row in no bucket. */
    static final int NONE = -1;

    private final List<TimeBucket> buckets;
    private final EventTable events;
    private final Enrichment enriched;

    /** @param configured all buckets; those outside regular hours are the session quotas' business */
    BucketSlots(List<TimeBucket> configured, EventTable events, Enrichment enriched) {
        this.buckets = configured.stream().filter(TimeBucket::isInRegularHours).toList();
        this.events = events;
        this.enriched = enriched;
    }

    List<TimeBucket> buckets() {
        return buckets;
    }

    /** The bucket of a row, or {@link #NONE}. */
    int bucket(int row) {
        if (enriched.session()[row] != Session.RTH) {
            return NONE;
        }
        int second = NewYorkTime.secondOfDay(events.timestamp()[row]);
        for (int bucket = 0; bucket < buckets.size(); bucket++) {
            if (buckets.get(bucket).holds(second)) {
                return bucket;
            }
        }
        return NONE;
    }

    /** The slots of each bucket; they add up to {@code count} unless there are no shares at all. */
    int[] slots(int count) {
        return slots(buckets.stream().mapToLong(bucket -> Shares.of(bucket.share())).toArray(), count);
    }

    static int[] slots(long[] shares, int count) {
        long whole = Arrays.stream(shares).sum();
        int[] slots = new int[shares.length];
        if (whole == 0) {
            return slots;
        }
        long[] remainders = new long[shares.length];
        int left = count;
        for (int i = 0; i < shares.length; i++) {
            slots[i] = Math.toIntExact(shares[i] * count / whole);
            remainders[i] = shares[i] * count % whole;
            left -= slots[i];
        }
        for (; left > 0; left--) {
            int largest = 0;
            for (int i = 1; i < shares.length; i++) {
                largest = remainders[i] > remainders[largest] ? i : largest;
            }
            slots[largest]++;
            remainders[largest] = -1;
        }
        return slots;
    }
}
