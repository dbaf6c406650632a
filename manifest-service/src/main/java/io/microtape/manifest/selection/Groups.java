package io.microtape.manifest.selection;

import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventTable;
import java.time.LocalDate;
import java.util.Arrays;

/** Groups of events that have something in common, and ranks within them. */
public final class Groups {
    private static final int UPPER_HALF = 32;
    private static final int SESSIONS = 4;
    /** Months since January 1970 by days since its first, up to the year 2100 in which {@code Timestamps} end. */
    private static final short[] MONTH = months(LocalDate.of(2100, 2, 1));

    private final EventTable events;
    private final Enrichment enriched;

    public Groups(EventTable events, Enrichment enriched) {
        this.events = events;
        this.enriched = enriched;
    }

    /** The symbol as its number in this input. */
    public long symbol(int row) {
        return events.symbol().codes()[row];
    }

    /** Symbol and New York date. */
    public long symbolDay(int row) {
        return symbol(row) << UPPER_HALF | enriched.epochDay()[row];
    }

    /** Symbol and New York month. */
    public long symbolMonth(int row) {
        return symbol(row) << UPPER_HALF | MONTH[enriched.epochDay()[row]];
    }

    private static short[] months(LocalDate end) {
        short[] months = new short[(int) end.toEpochDay()];
        short month = 0;
        for (LocalDate date = LocalDate.EPOCH; date.isBefore(end); date = date.plusMonths(1)) {
            Arrays.fill(months, (int) date.toEpochDay(), (int) date.plusMonths(1).toEpochDay(), month++);
        }
        return months;
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
        var counts = new GroupCounts(ordered.length);
        int[] ranks = new int[ordered.length];
        for (int i = 0; i < ordered.length; i++) {
            ranks[i] = counts.add(group.of(ordered[i]));
        }
        return ranks;
    }
}
