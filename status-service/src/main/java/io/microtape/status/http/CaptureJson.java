package io.microtape.status.http;

import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.ledger.CaptureRecords.Attempt;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A capture as the API answers it. Each time is there twice: exact for programs, epoch nanoseconds ({@code *_ns}), and
 * as ISO 8601 text in UTC. What a capture does not have is null, which is left out of the JSON.
 *
 * @param cause    why it is not complete
 * @param proof    present exactly when it is complete
 * @param attempts every ended lease, oldest first; only when one capture is asked for
 */
record CaptureJson(String captureId, String windowId, String symbol, Tape tape, CaptureState state, String session,
        String dateEt, long eventAtNs, String eventAt, long windowFromNs, String windowFrom, long windowToNs,
        String windowTo, QuotePolicy policy, String path, int failures, String cause, Proof proof,
        List<Ended> attempts) {

    /** What was measured of the published file. */
    record Proof(long rowsReceived, long rowsKept, long bytes, String sha256, int pages, long firstNs, String first,
            long lastNs, String last) {
        static Proof of(CaptureProof proof) {
            return new Proof(proof.rowsReceived(), proof.rowsKept(), proof.bytes(), proof.sha256(), proof.pages(),
                    proof.firstTimestamp(), iso(proof.firstTimestamp()), proof.lastTimestamp(),
                    iso(proof.lastTimestamp()));
        }
    }

    /** How one lease of the capture ended. */
    record Ended(long leaseToken, String leasedBy, String outcome, String cause, long endedAtNs, String endedAt) {
        static Ended of(Attempt attempt) {
            long nanos = TimeUnit.MILLISECONDS.toNanos(attempt.endedAt());
            return new Ended(attempt.leaseToken(), attempt.leasedBy(), attempt.outcome(), attempt.cause(), nanos,
                    iso(nanos));
        }
    }

    /** A capture in a list. */
    static CaptureJson of(CaptureRecord capture) {
        return with(capture, null);
    }

    /** A capture with its history. */
    static CaptureJson of(CaptureRecord capture, List<Attempt> attempts) {
        return with(capture, attempts.stream().map(Ended::of).toList());
    }

    private static CaptureJson with(CaptureRecord capture, List<Ended> attempts) {
        var spec = capture.spec();
        return new CaptureJson(capture.captureId(), spec.windowId().value(), spec.symbol(), spec.tape(),
                capture.state(), capture.session(), capture.dateEt(), spec.eventAt(), iso(spec.eventAt()),
                spec.windowFrom(), iso(spec.windowFrom()), spec.windowTo(), iso(spec.windowTo()), spec.policy(),
                capture.path(), capture.failures(), capture.cause().orElse(null),
                capture.proof().map(Proof::of).orElse(null), attempts);
    }

    private static String iso(long epochNanos) {
        return Instant.ofEpochSecond(0, epochNanos).toString();
    }
}
