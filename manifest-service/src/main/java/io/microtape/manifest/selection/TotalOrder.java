package io.microtape.manifest.selection;

import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventTable;
import io.microtape.model.profile.IntradayManifest;
import io.microtape.model.profile.IntradayManifest.Ordering;
import java.util.Arrays;
import java.util.List;

/**
 * The one order of deduplicated events: the configured event types, if they have priority; score descending,
 * {@code rvol_day} descending with the missing last, {@code dollar_volume_bar} descending, instant ascending, symbol
 * ascending, event type ascending. No two events are equal in it.
 */
final class TotalOrder {
    private static final int LONG_TIE = 32;

    private final EventTable events;
    private final Enrichment enriched;
    private final double[] score;
    /** By code of the event type, lower first. */
    private final int[] priority;

    TotalOrder(EventTable events, Enrichment enriched, double[] score, IntradayManifest settings) {
        this.events = events;
        this.enriched = enriched;
        this.score = score;
        this.priority = priorities(events.eventType().dictionary(),
                settings.ordering() == Ordering.TYPE_PRIORITY ? settings.priorityEventTypes() : List.of());
    }

    /** These rows in the total order. */
    int[] sorted(int[] rows) {
        int[] sorted = rows.clone();
        RowSort.descending(sorted, score);
        RowSort.ascending(sorted, this::priority);
        for (int from = 0; from < sorted.length;) {
            int to = from + 1;
            while (to < sorted.length && tied(sorted[from], sorted[to])) {
                to++;
            }
            settleTie(sorted, from, to);
            from = to;
        }
        return sorted;
    }

    /** Two lists in the total order as one. */
    int[] merged(int[] a, int[] b) {
        int[] merged = new int[a.length + b.length];
        int i = 0;
        int j = 0;
        for (int at = 0; at < merged.length; at++) {
            boolean takeA = j == b.length || (i < a.length && compare(a[i], b[j]) < 0);
            merged[at] = takeA ? a[i++] : b[j++];
        }
        return merged;
    }

    private int compare(int a, int b) {
        int order = Integer.compare(priority(a), priority(b));
        order = order == 0 ? descending(score[a], score[b]) : order;
        return order == 0 ? compareTied(a, b) : order;
    }

    /** Ties in the score are few and short: most are settled by one comparison. */
    private void settleTie(int[] sorted, int from, int to) {
        if (to - from > LONG_TIE) {
            int[] tie = Arrays.copyOfRange(sorted, from, to);
            RowSort.ascending(tie, row -> events.eventType().codes()[row]);
            RowSort.ascending(tie, row -> events.symbol().codes()[row]);
            RowSort.ascending(tie, row -> events.timestamp()[row]);
            RowSort.descending(tie, enriched.dollarVolumeBar());
            RowSort.descending(tie, enriched.rvolDay());
            System.arraycopy(tie, 0, sorted, from, tie.length);
            return;
        }
        for (int i = from + 1; i < to; i++) {
            int row = sorted[i];
            int at = i;
            while (at > from && compareTied(row, sorted[at - 1]) < 0) {
                sorted[at] = sorted[at - 1];
                at--;
            }
            sorted[at] = row;
        }
    }

    private boolean tied(int a, int b) {
        return priority(a) == priority(b) && descending(score[a], score[b]) == 0;
    }

    private int compareTied(int a, int b) {
        int order = descending(enriched.rvolDay()[a], enriched.rvolDay()[b]);
        order = order == 0 ? descending(enriched.dollarVolumeBar()[a], enriched.dollarVolumeBar()[b]) : order;
        order = order == 0 ? Long.compare(events.timestamp()[a], events.timestamp()[b]) : order;
        order = order == 0 ? Integer.compare(events.symbol().codes()[a], events.symbol().codes()[b]) : order;
        return order == 0 ? Integer.compare(events.eventType().codes()[a], events.eventType().codes()[b]) : order;
    }

    /** Larger numbers first, NaN last. */
    private static int descending(double a, double b) {
        boolean aMissing = Double.isNaN(a);
        boolean bMissing = Double.isNaN(b);
        return aMissing || bMissing ? Boolean.compare(aMissing, bMissing) : Double.compare(b, a);
    }

    private int priority(int row) {
        return priority[events.eventType().codes()[row]];
    }

    private static int[] priorities(String[] types, List<String> first) {
        int[] priorities = new int[types.length];
        for (int code = 0; code < types.length; code++) {
            int listed = first.indexOf(types[code]);
            priorities[code] = listed < 0 ? first.size() : listed;
        }
        return priorities;
    }
}
