package io.microtape.manifest.selection;

import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventTable;
import java.time.LocalDate;
import java.util.Arrays;

/** Groups of events that have something in common, and ranks within them. */
public final class Groups {
    private static final int MONTHS_PER_YEAR = 12;
    private static final int UPPER_HALF = 32;
    private static final int SESSIONS = 4;

    private final EventTable events;
    private final Enrichment enriched;

    public Groups(EventTable events, Enrichment enriched) {
        this.events = events;
        this.enriched = enriched;
    }

    public long symbol(int row) {
        return events.symbol().codes()[row];
    }

    /** Symbol and New York date. */
    public long symbolDay(int row) {
        return symbol(row) << UPPER_HALF | enriched.epochDay()[row];
    }

    /** Symbol and New York month. */
    public long symbolMonth(int row) {
        LocalDate date = LocalDate.ofEpochDay(enriched.epochDay()[row]);
        return symbol(row) << UPPER_HALF | (date.getYear() * MONTHS_PER_YEAR + date.getMonthValue());
    }

    /** Event type and session: the scores in it are comparable. */
    public long typeAndSession(int row) {
        long session = switch (enriched.session()[row]) {
            case PM -> 0;
            case RTH -> 1;
            case AH -> 2;
            case CLOSED -> 3;
        };
        return (long) events.eventType().codes()[row] * SESSIONS + session;
    }

    /** For each position of {@code ordered} rows, the rank from 1 of that row among the rows of its group. */
    public static int[] ranks(int[] ordered, RowSort.Key group) {
        long[] keys = Arrays.stream(ordered).mapToLong(group::of).toArray();
        int[] positions = RowSort.allRows(ordered.length);
        RowSort.ascending(positions, position -> keys[position]);
        int[] ranks = new int[ordered.length];
        for (int i = 0; i < positions.length; i++) {
            boolean first = i == 0 || keys[positions[i]] != keys[positions[i - 1]];
            ranks[positions[i]] = first ? 1 : ranks[positions[i - 1]] + 1;
        }
        return ranks;
    }
}
