package io.microtape.manifest.store;

import io.microtape.model.capture.EventBar;
import io.microtape.model.session.Session;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;

/**
 * The events of a manifest, one array a column, in order of {@code manifestRank}. Instants are epoch nanoseconds, UTC;
 * windows are half-open.
 *
 * @param epochDay     New York date, days since 1970-01-01
 * @param bar          the event's own minute
 * @param manifestRank from 1
 */
public record ManifestEvents(String[] eventId, String[] windowId, String[] symbol, String[] eventType, long[] timestamp,
        Session[] session, int[] epochDay, EventBar[] bar, long[] windowFrom, long[] windowTo, int[] manifestRank) {
    public int rows() {
        return eventId.length;
    }

    static ManifestEvents of(Table table) {
        String[] labels = texts(table, "session");
        Session[] session = new Session[labels.length];
        for (int row = 0; row < labels.length; row++) {
            session[row] = Session.valueOf(labels[row]);
        }
        return new ManifestEvents(texts(table, "event_id"), texts(table, "window_id"), texts(table, "symbol"),
                texts(table, "event_type"), longs(table, "timestamp"), session, ints(table, "date_et"),
                bars(table), longs(table, "window_from"),
                longs(table, "window_to"), ints(table, "manifest_rank"));
    }

    private static String[] texts(Table table, String name) {
        var strings = (Column.Strings) table.column(name).orElseThrow();
        String[] texts = new String[strings.rows()];
        for (int row = 0; row < texts.length; row++) {
            texts[row] = strings.get(row);
        }
        return texts;
    }

    private static EventBar[] bars(Table table) {
        double[] open = doubles(table, "open");
        double[] high = doubles(table, "high");
        double[] low = doubles(table, "low");
        double[] close = doubles(table, "close");
        double[] volume = doubles(table, "volume");
        double[] spikeX = doubles(table, "spike_x");
        EventBar[] bars = new EventBar[table.rows()];
        for (int row = 0; row < bars.length; row++) {
            bars[row] = new EventBar(open[row], high[row], low[row], close[row], volume[row], spikeX[row]);
        }
        return bars;
    }

    private static double[] doubles(Table table, String name) {
        return ((Column.Doubles) table.column(name).orElseThrow()).values();
    }

    private static long[] longs(Table table, String name) {
        return ((Column.Longs) table.column(name).orElseThrow()).values();
    }

    private static int[] ints(Table table, String name) {
        long[] values = longs(table, name);
        int[] ints = new int[values.length];
        for (int row = 0; row < ints.length; row++) {
            ints[row] = Math.toIntExact(values[row]);
        }
        return ints;
    }
}
