package io.microtape.model.lease;

import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.EventBar;

/**
 * The right to work on one capture until it expires.
 *
 * @param path    where in the lake the file is published
 * @param token   fencing token: higher than that of any earlier lease of the capture; only its holder may settle
 * @param millis  how long the lease lasts without a renewal
 * @param bar     the event's own minute, to hold the trades against
 * @param history what earlier captures of the symbol were like, for the extension's triggers
 */
public record Lease(String captureId, String runId, String manifestId, CaptureSpec spec, String path, long token,
        long millis, EventBar bar, History history) {}
