package io.microtape.runtime.cost;

import io.microtape.runtime.ledger.CostQuery.Cost;
import io.microtape.runtime.ledger.Moments;

/** What a capture costs. */
public enum Quantity {
    /** Pages asked for. */
    REQUESTS,
    /** Rows in the vendor's pages. */
    ROWS_RECEIVED,
    /** Rows in the lake. */
    ROWS_KEPT,
    /** Bytes in the lake. */
    BYTES,
    /** Time of one worker, milliseconds. */
    MILLIS;

    /** What it was in the captures of one kind. */
    public Moments measured(Cost cost) {
        return switch (this) {
            case REQUESTS -> cost.requests();
            case ROWS_RECEIVED -> cost.rowsReceived();
            case ROWS_KEPT -> cost.rowsKept();
            case BYTES -> cost.bytes();
            case MILLIS -> cost.millis();
        };
    }
}
