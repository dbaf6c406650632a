package io.microtape.manifest.selection;

import io.microtape.model.profile.IntradayManifest;
import java.util.Arrays;

/**
 * Stage 3: how much one symbol may take in a month, on a day and in all. Each cap keeps the best of each group along the
 * total order, among what the cap before left over; a rejection's observed value is the event's rank in its group.
 */
final class DiversityCaps {
    private final IntradayManifest limits;
    private final Groups groups;
    private final Decisions decisions;

    DiversityCaps(IntradayManifest limits, Groups groups, Decisions decisions) {
        this.limits = limits;
        this.groups = groups;
        this.decisions = decisions;
    }

    /** The rows that survive, given and returned in the total order. */
    int[] survivors(int[] ordered) {
        int[] rows = cap(ordered, "max_per_symbol_month", limits.maxPerSymbolMonth(), groups::symbolMonth);
        rows = cap(rows, "max_per_symbol_day", limits.maxPerSymbolDay(), groups::symbolDay);
        return cap(rows, "max_per_symbol", limits.maxPerSymbol(), groups::symbol);
    }

    private int[] cap(int[] ordered, String name, int most, RowSort.Key group) {
        var reason = new Reason(Stage.DIVERSITY, name);
        int[] ranks = Groups.ranks(ordered, group);
        int[] kept = new int[ordered.length];
        int size = 0;
        for (int i = 0; i < ordered.length; i++) {
            if (ranks[i] <= most) {
                kept[size++] = ordered[i];
            } else {
                decisions.reject(ordered[i], reason, ranks[i], most);
            }
        }
        return Arrays.copyOf(kept, size);
    }
}
