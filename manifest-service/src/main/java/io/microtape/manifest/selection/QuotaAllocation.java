package io.microtape.manifest.selection;

import io.microtape.model.profile.SessionQuota;
import io.microtape.model.session.Session;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How many events each session gives: the largest total for which every session stays within its band; for that total
 * the counts with the least sum of distances from the targets, of those the ones with most in regular hours, of those
 * the ones with most in premarket. Exact: shares are held in millionths.
 */
final class QuotaAllocation {
    /** Sessions that have a quota, at the index that they have in every array here. */
    static final List<Session> SESSIONS = List.of(Session.PM, Session.RTH, Session.AH);
    /** Which session gets an event that two could have alike: regular hours, then premarket, then after hours. */
    private static final int[] PREFERENCE = {1, 0, 2};

    private final long[] min;
    private final long[] target;
    private final long[] max;

    QuotaAllocation(Map<Session, SessionQuota> quotas) {
        this.min = SESSIONS.stream().mapToLong(session -> Shares.of(quotas.get(session).min())).toArray();
        this.target = SESSIONS.stream().mapToLong(session -> Shares.of(quotas.get(session).target())).toArray();
        this.max = SESSIONS.stream().mapToLong(session -> Shares.of(quotas.get(session).max())).toArray();
    }

    /**
     * The counts by session; all zero when no total is within the bands.
     *
     * @param available events that each session has
     * @param kept      events of each session that are taken in any case, at most {@code available}
     * @param most      most events in all
     */
    int[] withinBands(int[] available, int[] kept, int most) {
        for (int n = Math.min(most, Arrays.stream(available).sum()); n > 0; n--) {
            int[] low = new int[SESSIONS.size()];
            int[] high = new int[SESSIONS.size()];
            if (bounds(available, kept, n, low, high)) {
                return nearest(low, high, n, n);
            }
        }
        return new int[SESSIONS.size()];
    }

    /** The counts when the bands cannot hold: each session gives what it has, up to its largest share of {@code most}. */
    int[] withoutBands(int[] available, int[] kept, int most) {
        int[] high = new int[SESSIONS.size()];
        for (int s = 0; s < high.length; s++) {
            high[s] = Math.max(kept[s], Math.min(available[s], Shares.atMost(max[s], most)));
        }
        return nearest(kept.clone(), high, Math.min(most, Arrays.stream(high).sum()), most);
    }

    /** Fewest events that a session must have in a manifest of {@code n}. */
    int least(int session, int n) {
        return Shares.atLeast(min[session], n);
    }

    /** Most events that a session may have in a manifest of {@code n}. */
    int most(int session, int n) {
        return Shares.atMost(max[session], n);
    }

    /** Events that a session aims at in a manifest of {@code n}, rounded down. */
    int aim(int session, int n) {
        return Shares.atMost(target[session], n);
    }

    /** Whether a session's band holds. */
    boolean holds(int session, int count, int n) {
        return count >= least(session, n) && count <= most(session, n);
    }

    private boolean bounds(int[] available, int[] kept, int n, int[] low, int[] high) {
        int least = 0;
        int most = 0;
        for (int s = 0; s < low.length; s++) {
            low[s] = Math.max(kept[s], least(s, n));
            high[s] = Math.min(available[s], most(s, n));
            if (low[s] > high[s]) {
                return false;
            }
            least += low[s];
            most += high[s];
        }
        return least <= n && n <= most;
    }

    /** Each event goes where it brings the counts nearest to the targets; the distances are convex, so this is the best. */
    private int[] nearest(int[] low, int[] high, int n, int whole) {
        int[] counts = low.clone();
        for (int left = n - Arrays.stream(low).sum(); left > 0; left--) {
            int best = -1;
            long bestCost = Long.MAX_VALUE;
            for (int s : PREFERENCE) {
                long cost = counts[s] < high[s]
                        ? Shares.distance(counts[s] + 1, target[s], whole)
                                - Shares.distance(counts[s], target[s], whole)
                        : Long.MAX_VALUE;
                if (cost < bestCost) {
                    best = s;
                    bestCost = cost;
                }
            }
            counts[best]++;
        }
        return counts;
    }
}
