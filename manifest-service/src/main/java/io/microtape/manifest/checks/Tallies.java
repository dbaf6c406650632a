package io.microtape.manifest.checks;

import io.microtape.manifest.selection.Selection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Counts of rows by what they are. */
final class Tallies {
    private static final double PERCENT = 100;

    private Tallies() {}

    /** By kind, each kind that a candidate has, also those that gave nothing to the manifest. */
    static SortedMap<String, Tally> of(Selection selection, IntFunction<String> kind) {
        Map<String, Integer> candidates = counts(selection.candidates(), kind);
        Map<String, Integer> selected = counts(selection.rows(), kind);
        SortedMap<String, Tally> tallies = new TreeMap<>();
        candidates.forEach((name, count) -> {
            int chosen = selected.getOrDefault(name, 0);
            tallies.put(name, new Tally(count, percent(count, selection.candidates().length), chosen,
                    percent(chosen, selection.rows().length)));
        });
        return tallies;
    }

    static <T> Map<T, Integer> counts(int[] rows, IntFunction<T> kind) {
        Map<T, Integer> counts = new HashMap<>();
        for (int row : rows) {
            counts.merge(kind.apply(row), 1, Integer::sum);
        }
        return counts;
    }

    static double percent(int part, int whole) {
        return whole == 0 ? 0 : part * PERCENT / whole;
    }
}
