package io.microtape.model.capture;

/** Where a capture stands. Empty, failed, refused and never asked are different answers and stay different. */
public enum CaptureState {
    /** In an approved manifest, in no run yet: never asked. */
    PLANNED,
    /** In a run, waiting for a downloader. */
    QUEUED,
    /** Leased to a downloader. */
    IN_FLIGHT,
    /** A proven Parquet file is in the lake. */
    COMPLETE,
    /** The vendor answered with no rows once; it is asked again before that is believed. */
    EMPTY,
    /** The vendor answered with no rows twice, and nothing says there should be any. */
    EMPTY_CONFIRMED,
    /** The vendor answered with no rows twice although the event's own bar says that shares traded. */
    VENDOR_HOLE,
    /** The vendor's plan does not include this tape, symbol or date. */
    NOT_ENTITLED,
    /** Asked, and given up for a recorded reason. */
    FAILED;

    /** Whether the vendor is not asked again unless somebody wants it. */
    public boolean settled() {
        return switch (this) {
            case COMPLETE, EMPTY_CONFIRMED, VENDOR_HOLE, NOT_ENTITLED, FAILED -> true;
            case PLANNED, QUEUED, IN_FLIGHT, EMPTY -> false;
        };
    }
}
