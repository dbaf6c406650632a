package io.microtape.simulator.tape;

import io.microtape.model.capture.Tape;
import java.util.List;

/** The vendor's fields of a row, in the order in which they are written. */
public final class TapeColumns {
    private static final List<String> TRADES = List.of("conditions", "correction", "exchange", "id",
            "participant_timestamp", "price", "sequence_number", TapeRows.SIP_TIMESTAMP, "size", "tape", "trf_id",
            "trf_timestamp");
    private static final List<String> QUOTES = List.of("ask_exchange", "ask_price", "ask_size", "bid_exchange",
            "bid_price", "bid_size", "conditions", "indicators", "participant_timestamp", "sequence_number",
            TapeRows.SIP_TIMESTAMP, "tape", "trf_timestamp");

    private TapeColumns() {}

    public static List<String> of(Tape tape) {
        return switch (tape) {
            case TRADES -> TRADES;
            case QUOTES -> QUOTES;
        };
    }
}
