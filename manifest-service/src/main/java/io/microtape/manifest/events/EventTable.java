package io.microtape.manifest.events;

import io.microtape.manifest.input.FileIdentity;
import io.microtape.manifest.input.Timestamps;
import io.microtape.runtime.table.Column;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Detected events as they came, one array a column. Missing numbers are NaN, missing texts have code -1, a missing
 * instant is {@link Timestamps#MISSING}. The dictionaries are sorted, so that comparing codes compares texts whatever
 * order the rows were read in. Arrays are shared, not copied: treat them as read-only.
 *
 * @param files        the input files; {@code file} points into them
 * @param file         index of the file a row came from
 * @param fileRow      number of the row in that file, from 0
 * @param timestamp    start of the event minute, epoch nanoseconds
 * @param score        of any scale: comparable inside one event type at best
 * @param open         USD, as are {@code high}, {@code low}, {@code close} and {@code vwapMin}
 * @param volume       shares traded in the event minute
 * @param vwapMin      volume-weighted price of the event minute
 * @param dollarVolume as given; it travels to the manifest and decides nothing
 * @param session      the label that was given, never trusted
 * @param carried      columns that travel untouched, by name in the order asked for
 */
public record EventTable(List<FileIdentity> files, int[] file, int[] fileRow, Column.Strings symbol,
        Column.Strings eventType, long[] timestamp, double[] score, double[] open, double[] high, double[] low,
        double[] close, double[] volume, double[] vwapMin, double[] dollarVolume, double[] spikeX, double[] tier,
        Column.Strings direction, Column.Strings eventBias, Column.Strings closeVsOpen, Column.Strings session,
        Map<String, Column> carried) {
    public EventTable {
        carried = Collections.unmodifiableMap(new LinkedHashMap<>(carried));
    }

    public int rows() {
        return timestamp.length;
    }

    /** The numeric columns apart from the score. */
    public List<double[]> numbers() {
        return List.of(open, high, low, close, volume, vwapMin, dollarVolume, spikeX, tier);
    }

    /** The text columns apart from symbol and type. */
    public List<Column.Strings> labels() {
        return List.of(direction, eventBias, closeVsOpen, session);
    }
}
