package io.microtape.model.capture;

import java.util.Optional;

/**
 * What a downloader measured of a published file.
 *
 * @param rowsReceived   rows in the vendor's pages
 * @param rowsKept       rows in the file
 * @param bytes          size of the file
 * @param sha256         hex SHA-256 of the file
 * @param firstTimestamp SIP timestamp of the first row, epoch nanoseconds
 * @param lastTimestamp  SIP timestamp of the last row
 * @param pages          vendor pages the rows came in
 * @param from           first instant that the file covers: the window's, or earlier when it was extended
 * @param to             first instant after what it covers
 * @param raw            the full tape beside it, where that is kept
 */
public record CaptureProof(long rowsReceived, long rowsKept, long bytes, String sha256, long firstTimestamp,
        long lastTimestamp, int pages, long from, long to, Optional<RawTape> raw, Findings findings) {}
