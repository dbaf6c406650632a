package io.microtape.runtime.coverage;

import io.microtape.model.capture.CaptureState;
import io.microtape.runtime.cost.CaptureKind;
import io.microtape.model.coverage.Coverage;
import io.microtape.model.coverage.Coverage.Reason;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the captures that are meant come to.
 *
 * @param states  every state, zeros included
 * @param waiting what is still to be asked, by kind
 * @param reasons why captures were given up, most frequent first
 */
record Tally(Map<CaptureState, Long> states, long rows, long bytes, SortedMap<CaptureKind, Integer> waiting,
        List<Reason> reasons) {
    private static final int MOST_REASONS = 20;

    static Tally of(ManifestImage image, Narrowing narrowing) {
        CaptureState[] all = CaptureState.values();
        long[] counts = new long[all.length];
        int[] waiting = new int[image.kinds.length];
        var givenUp = new Sums();
        long rows = 0;
        long bytes = 0;
        for (int at = 0; at < image.size; at++) {
            if (narrowing.holds(at)) {
                counts[image.state[at]]++;
                rows += image.rows[at];
                bytes += image.bytes[at];
                CaptureState state = all[image.state[at]];
                if (!state.settled()) {
                    waiting[image.kind[at]]++;
                } else if (!Coverage.NOT_MISSING.contains(state)) {
                    givenUp.add((long) image.cause[at] * all.length + image.state[at], 1);
                }
            }
        }
        Map<CaptureState, Long> states = new EnumMap<>(CaptureState.class);
        for (int code = 0; code < all.length; code++) {
            states.put(all[code], counts[code]);
        }
        SortedMap<CaptureKind, Integer> kinds = new TreeMap<>();
        for (int kind = 0; kind < waiting.length; kind++) {
            if (waiting[kind] > 0) {
                kinds.put(image.kinds[kind], waiting[kind]);
            }
        }
        return new Tally(states, rows, bytes, kinds, reasons(image, givenUp));
    }

    private static List<Reason> reasons(ManifestImage image, Sums givenUp) {
        CaptureState[] all = CaptureState.values();
        String[] causes = image.causes.values();
        return Arrays.stream(givenUp.keys())
                .mapToObj(key -> new Reason(all[(int) (key % all.length)], causes[(int) (key / all.length)],
                        givenUp.get(key, 0)))
                .sorted(Comparator.comparingLong(Reason::captures).reversed().thenComparing(Reason::state)
                        .thenComparing(Reason::cause))
                .limit(MOST_REASONS).toList();
    }
}
