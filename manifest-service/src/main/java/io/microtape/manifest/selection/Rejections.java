package io.microtape.manifest.selection;

/** Where a stage says what it rejects. */
@FunctionalInterface
interface Rejections {
    /** For a trial whose rejections nobody asks for. */
    Rejections NOT_RECORDED = (_, _, _, _) -> {};

    void reject(int row, Reason reason, double observed, double threshold);
}
