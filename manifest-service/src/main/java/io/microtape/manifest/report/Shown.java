package io.microtape.manifest.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How often a sample shows each event type and session so far, in all its reasons. */
final class Shown {
    private final Map<String, Integer> eventTypes = new HashMap<>();
    private final Map<String, Integer> sessions = new HashMap<>();

    /**
     * Shares places among the strata of one reason: each goes to the stratum with fewest, then to the one whose event type
     * and session were shown least, then to the largest, then to the first. There are no more places than rows.
     */
    int[] share(int places, List<Stratum> strata) {
        int[] share = new int[strata.size()];
        for (int left = places; left > 0; left--) {
            int next = IntStream.range(0, share.length).filter(i -> share[i] < strata.get(i).size()).boxed()
                    .min(Comparator.<Integer>comparingInt(i -> share[i]).thenComparingInt(i -> times(strata.get(i)))
                            .thenComparingInt(i -> -strata.get(i).size()))
                    .orElseThrow();
            share[next]++;
            eventTypes.merge(strata.get(next).eventType(), 1, Integer::sum);
            sessions.merge(strata.get(next).session(), 1, Integer::sum);
        }
        return share;
    }

    private int times(Stratum stratum) {
        return eventTypes.getOrDefault(stratum.eventType(), 0) + sessions.getOrDefault(stratum.session(), 0);
    }
}
