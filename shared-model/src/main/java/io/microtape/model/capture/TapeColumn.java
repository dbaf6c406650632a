package io.microtape.model.capture;

import java.util.List;

/**
 * A column of a tape as it comes from the vendor. The lists fix names, types and order of what is stored; they are never
 * inferred from an answer. A value that the vendor left out is null.
 */
public record TapeColumn(String name, Kind kind) {
    /** The type of a column. */
    public enum Kind {
        /** Epoch nanoseconds, UTC. */
        NANOS, INT64, INT32, DOUBLE, TEXT, INT32_LIST
    }

    /** The index of the SIP timestamp in every tape. */
    public static final int SIP_TIMESTAMP = 0;

    private static final List<TapeColumn> TRADES = List.of(new TapeColumn("sip_timestamp", Kind.NANOS),
            new TapeColumn("participant_timestamp", Kind.NANOS), new TapeColumn("trf_timestamp", Kind.NANOS),
            new TapeColumn("price", Kind.DOUBLE), new TapeColumn("size", Kind.DOUBLE),
            new TapeColumn("exchange", Kind.INT32), new TapeColumn("conditions", Kind.INT32_LIST),
            new TapeColumn("correction", Kind.INT32), new TapeColumn("sequence_number", Kind.INT64),
            new TapeColumn("id", Kind.TEXT), new TapeColumn("tape", Kind.INT32),
            new TapeColumn("trf_id", Kind.INT32));

    private static final List<TapeColumn> QUOTES = List.of(new TapeColumn("sip_timestamp", Kind.NANOS),
            new TapeColumn("participant_timestamp", Kind.NANOS), new TapeColumn("bid_price", Kind.DOUBLE),
            new TapeColumn("bid_size", Kind.DOUBLE), new TapeColumn("bid_exchange", Kind.INT32),
            new TapeColumn("ask_price", Kind.DOUBLE), new TapeColumn("ask_size", Kind.DOUBLE),
            new TapeColumn("ask_exchange", Kind.INT32), new TapeColumn("conditions", Kind.INT32_LIST),
            new TapeColumn("indicators", Kind.INT32_LIST), new TapeColumn("sequence_number", Kind.INT64),
            new TapeColumn("tape", Kind.INT32));

    /** The columns of a tape, in order, without {@code window_id} and {@code symbol}, which are the file's own. */
    public static List<TapeColumn> of(Tape tape) {
        return switch (tape) {
            case TRADES -> TRADES;
            case QUOTES -> QUOTES;
        };
    }

    /** The index of a column of a tape. */
    public static int index(Tape tape, String name) {
        List<TapeColumn> columns = of(tape);
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("%s have no column %s".formatted(tape.word(), name));
    }
}
