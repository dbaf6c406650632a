package io.microtape.manifest.report;

import java.util.List;

/** Rejected rows of one reason, event type and session, in the order of {@code rejections.parquet}. */
record Stratum(String eventType, String session, List<Integer> rows) {
    int size() {
        return rows.size();
    }
}
