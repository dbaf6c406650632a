package io.microtape.model.capture;

import io.microtape.model.id.Sha256;
import io.microtape.model.id.WindowId;
import java.util.List;
import java.util.Optional;

/**
 * What one capture asks for and stores: one tape of one window. Two manifests that ask for the same thing share it.
 *
 * @param eventAt    start of the event minute, epoch nanoseconds
 * @param windowFrom first instant of the window, epoch nanoseconds
 * @param windowTo   first instant after the window, epoch nanoseconds
 * @param keepRaw    whether the full tape is stored beside the thinned one
 * @param columns    the vendor columns to store, in their fixed order; empty for all
 * @param extension  longer bounds that the window may get
 */
public record CaptureSpec(WindowId windowId, String symbol, Tape tape, long eventAt, long windowFrom, long windowTo,
        QuotePolicy policy, boolean keepRaw, List<String> columns, Optional<Extension> extension) {
    public CaptureSpec {
        if (windowFrom >= windowTo) {
            throw new IllegalArgumentException(
                    "window %s is empty: from %d to %d".formatted(windowId, windowFrom, windowTo));
        }
        if (symbol.isEmpty()) {
            throw new IllegalArgumentException("window %s has no symbol".formatted(windowId));
        }
        columns = List.copyOf(columns);
        extension.ifPresent(longer -> {
            if (longer.from() > windowFrom || longer.to() < windowTo) {
                throw new IllegalArgumentException(
                        "window %s would be shortened by its extension".formatted(windowId));
            }
        });
    }

    /** All columns of a window that keeps its bounds. */
    public CaptureSpec(WindowId windowId, String symbol, Tape tape, long eventAt, long windowFrom, long windowTo,
            QuotePolicy policy) {
        this(windowId, symbol, tape, eventAt, windowFrom, windowTo, policy, false, List.of(), Optional.empty());
    }

    /**
     * {@code {window_id}_{tape}_{8 hex}}: the digits are the start of the SHA-256 of all that decides what is stored, so that
     * the same window asked for in another way is another capture.
     */
    public String captureId() {
        var asked = new StringBuilder("%d %d %s %d".formatted(windowFrom, windowTo, policy.byChangeOnly(),
                policy.maxRateHz()));
        if (keepRaw) {
            asked.append(" raw");
        }
        if (!columns.isEmpty()) {
            asked.append(' ').append(String.join(",", columns));
        }
        extension.ifPresent(longer -> asked.append(" to %d %d %s %s %s".formatted(longer.from(), longer.to(),
                longer.speedPercentile(), longer.spreadPercentile(), longer.spikeX())));
        return windowId + "_" + tape.word() + "_" + Sha256.hex(asked.toString()).substring(0, 8);
    }

    /** These bounds in place of the window's own. */
    public CaptureSpec over(long from, long to) {
        return new CaptureSpec(windowId, symbol, tape, eventAt, from, to, policy, keepRaw, columns, Optional.empty());
    }
}
