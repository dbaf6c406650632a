package io.microtape.model.capture;

import io.microtape.model.id.Sha256;
import io.microtape.model.id.WindowId;

/**
 * What one capture asks for and stores: one tape of one window. Two manifests that ask for the same thing share it.
 *
 * @param eventAt    start of the event minute, epoch nanoseconds
 * @param windowFrom first instant of the window, epoch nanoseconds
 * @param windowTo   first instant after the window, epoch nanoseconds
 */
public record CaptureSpec(WindowId windowId, String symbol, Tape tape, long eventAt, long windowFrom, long windowTo,
        QuotePolicy policy) {
    public CaptureSpec {
        if (windowFrom >= windowTo) {
            throw new IllegalArgumentException(
                    "window %s is empty: from %d to %d".formatted(windowId, windowFrom, windowTo));
        }
        if (symbol.isEmpty()) {
            throw new IllegalArgumentException("window %s has no symbol".formatted(windowId));
        }
    }

    /**
     * {@code {window_id}_{tape}_{8 hex}}: the digits are the start of the SHA-256 of bounds and policy, so that the same
     * window asked for with other bounds is another capture.
     */
    public String captureId() {
        String asked = "%d %d %s %d".formatted(windowFrom, windowTo, policy.byChangeOnly(), policy.maxRateHz());
        return windowId + "_" + tape.word() + "_" + Sha256.hex(asked).substring(0, 8);
    }
}
