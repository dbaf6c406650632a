package io.microtape.manifest.report;

/** Rejected rows of one reason, event type and session, in the order of {@code rejections.parquet}. */
record Stratum(String eventType, String session, int[] rows) {
    int size() {
        return rows.length;
    }
}
