package io.microtape.runtime.ledger;

import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.Findings;
import io.microtape.model.capture.RawTape;
import org.jdbi.v3.core.statement.Update;

/** What was measured of a published file, as columns of its capture. */
final class Measures {
    /** Part of an update of {@code capture}; {@link #bind} gives it its values. */
    static final String SET = """
            rows_received = :received, rows_kept = :kept, bytes = :bytes, sha256 = :sha256, first_ts = :first,
            last_ts = :last, pages = :pages, covers_from = :from, covers_to = :to, raw_bytes = :rawBytes,
            raw_sha256 = :rawSha256, grade = :grade, tick_continuity = :continuity, event_speed = :speed,
            event_spread = :spread, extension = :extension
            """;

    private Measures() {}

    static Update bind(Update update, CaptureProof proof) {
        Findings findings = proof.findings();
        return update.bind("received", proof.rowsReceived()).bind("kept", proof.rowsKept())
                .bind("bytes", proof.bytes()).bind("sha256", proof.sha256()).bind("first", proof.firstTimestamp())
                .bind("last", proof.lastTimestamp()).bind("pages", proof.pages()).bind("from", proof.from())
                .bind("to", proof.to()).bind("rawBytes", proof.raw().map(RawTape::bytes).orElse(null))
                .bind("rawSha256", proof.raw().map(RawTape::sha256).orElse(null))
                .bind("grade", findings.grade().name())
                .bind("continuity", CaptureRecords.orNull(findings.tickContinuity()))
                .bind("speed", CaptureRecords.orNull(findings.tradesPerSecond()))
                .bind("spread", CaptureRecords.orNull(findings.relativeSpread()))
                .bind("extension", findings.extension().isEmpty() ? null : findings.extension());
    }
}
