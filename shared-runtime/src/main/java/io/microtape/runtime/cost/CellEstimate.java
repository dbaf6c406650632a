package io.microtape.runtime.cost;

import java.util.Optional;

/**
 * What the captures of one kind will cost together.
 *
 * @param captures     how many there are in the manifest
 * @param requests     pages
 * @param rowsReceived rows from the vendor; absent when nothing was measured
 * @param rowsKept     rows in the lake; absent when nothing was measured
 * @param bytes        bytes in the lake
 * @param hours        hours of the run that these captures take, with all workers at work
 */
public record CellEstimate(CaptureKind kind, int captures, Figure requests, Optional<Figure> rowsReceived,
        Optional<Figure> rowsKept, Figure bytes, Figure hours) {}
