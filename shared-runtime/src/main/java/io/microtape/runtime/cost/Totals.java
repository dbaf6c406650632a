package io.microtape.runtime.cost;

import java.util.Optional;

/**
 * What many captures will cost together; the quantities of {@link CellEstimate}.
 *
 * @param rowsReceived absent when it is unknown of any of them
 * @param rowsKept     absent when it is unknown of any of them
 */
public record Totals(int captures, Total requests, Optional<Total> rowsReceived, Optional<Total> rowsKept, Total bytes,
        Total hours) {}
