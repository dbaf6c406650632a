package io.microtape.manifest.selection;

import io.microtape.model.profile.IntradayManifest;
import java.util.Arrays;

/**
 * Stage 3: how much one symbol may take on a day, in a month and in all. Each cap keeps the first of each group in the
 * given order, among what the cap before left over; a rejection's observed value is the event's rank in its group. Rows
 * that are kept whatever the caps say take up room all the same.
 *
 * <p>
 * From the smallest group to the largest, so that an event which one cap rejects never takes up room under another.
 */
final class DiversityCaps {
    static final Reason PER_MONTH = reason("max_per_symbol_month");
    static final Reason PER_DAY = reason("max_per_symbol_day");
    static final Reason PER_SYMBOL = reason("max_per_symbol");

    private final Groups groups;
    private final Kept kept;

    DiversityCaps(Groups groups, Kept kept) {
        this.groups = groups;
        this.kept = kept;
    }

    /** The rows that survive: what is kept first, the others in the order in which they are given. */
    int[] survivors(int[] ordered, Caps caps, Rejections rejections) {
        int[] rows = ordered.clone();
        RowSort.ascending(rows, row -> kept.is(row) ? 0 : 1);
        rows = cap(rows, PER_DAY, caps.perDay(), groups::symbolDay, rejections);
        rows = cap(rows, PER_MONTH, caps.perMonth(), groups::symbolMonth, rejections);
        return cap(rows, PER_SYMBOL, caps.perSymbol(), groups::symbol, rejections);
    }

    /** How many events of one symbol there may be. */
    record Caps(int perDay, int perMonth, int perSymbol) {
        static Caps of(IntradayManifest limits) {
            return new Caps(limits.maxPerSymbolDay(), limits.maxPerSymbolMonth(), limits.maxPerSymbol());
        }
    }

    private int[] cap(int[] ordered, Reason reason, int most, RowSort.Key group, Rejections rejections) {
        int[] ranks = Groups.ranks(ordered, group);
        int[] left = new int[ordered.length];
        int size = 0;
        for (int i = 0; i < ordered.length; i++) {
            if (ranks[i] <= most || kept.is(ordered[i])) {
                left[size++] = ordered[i];
            } else {
                rejections.reject(ordered[i], reason, ranks[i], most);
            }
        }
        return Arrays.copyOf(left, size);
    }

    private static Reason reason(String name) {
        return new Reason(Stage.DIVERSITY, name);
    }
}
