package io.microtape.status.http;

import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.Findings;
import io.microtape.model.capture.Grade;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.ledger.CaptureRecords.Attempt;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.runtime.ledger.WindowRecords.WindowCapture;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A capture as the API answers it. Each time is there twice: exact for programs, epoch nanoseconds ({@code *_ns}), and
 * as ISO 8601 text in UTC. What a capture does not have is null, which is left out of the JSON.
 *
 * @param requests requests of the vendor in all its attempts; those of a joint fetch stand at one of its captures
 * @param nextLook when the vendor is asked again after it had no rows
 * @param cause    why it is not complete
 * @param proof    present exactly when it is complete
 * @param eventType of the event in the manifest that is asked for; only in its list
 * @param event     the bar that the event brought; only when one capture is asked for, as what follows
 * @param attempts  every ended lease, oldest first
 * @param file      what its file says, of a complete one
 */
public record CaptureJson(String captureId, String windowId, String symbol, Tape tape, CaptureState state,
        String session,
        String dateEt, long eventAtNs, String eventAt, long windowFromNs, String windowFrom, long windowToNs,
        String windowTo, QuotePolicy policy, String path, int failures, long requests, Long nextLookNs, String nextLook,
        String cause,
        Proof proof,
        String eventType,
        EventJson event,
        List<Ended> attempts,
        CaptureFile file) {

    /**
     * What was measured of the published file.
     *
     * @param coversFromNs   first instant that the file covers: the window's, or an earlier one when it was extended
     * @param coversToNs     first instant after what it covers
     * @param grade          agreement with the event's bar
     * @param tickContinuity share of the window's minutes with a trade, [0, 1]; null for quotes
     * @param extension      whether the window was extended and why; null where no extension was asked
     */
    public record Proof(long rowsReceived, long rowsKept, long bytes, String sha256, int pages, long firstNs,
            String first,
            long lastNs, String last, long coversFromNs, String coversFrom, long coversToNs, String coversTo,
            Grade grade, Double tickContinuity, String extension) {
        static Proof of(CaptureProof proof) {
            Findings findings = proof.findings();
            return new Proof(proof.rowsReceived(), proof.rowsKept(), proof.bytes(), proof.sha256(), proof.pages(),
                    proof.firstTimestamp(), iso(proof.firstTimestamp()), proof.lastTimestamp(),
                    iso(proof.lastTimestamp()), proof.from(), iso(proof.from()), proof.to(), iso(proof.to()),
                    findings.grade(), Double.isNaN(findings.tickContinuity()) ? null : findings.tickContinuity(),
                    findings.extension().isEmpty() ? null : findings.extension());
        }
    }

    /** How one lease of the capture ended. */
    public record Ended(long leaseToken, String leasedBy, String outcome, String cause, long endedAtNs,
            String endedAt) {
        static Ended of(Attempt attempt) {
            long nanos = TimeUnit.MILLISECONDS.toNanos(attempt.endedAt());
            return new Ended(attempt.leaseToken(), attempt.leasedBy(), attempt.outcome(), attempt.cause(), nanos,
                    iso(nanos));
        }
    }

    /** A capture in the list of a manifest. */
    static CaptureJson of(CaptureRecord capture, String eventType) {
        return with(capture, eventType, null, null, null);
    }

    /** A capture with its history and its file. */
    public static CaptureJson of(WindowCapture member, List<Attempt> attempts, Lake lake) {
        return with(member.capture(), null, EventJson.of(member.bar()), attempts.stream().map(Ended::of).toList(),
                CaptureFile.of(member.capture(), lake).orElse(null));
    }

    private static CaptureJson with(CaptureRecord capture, String eventType, EventJson event, List<Ended> attempts,
            CaptureFile file) {
        var spec = capture.spec();
        return new CaptureJson(capture.captureId(), spec.windowId().value(), spec.symbol(), spec.tape(),
                capture.state(), capture.session(), capture.dateEt(), spec.eventAt(), iso(spec.eventAt()),
                spec.windowFrom(), iso(spec.windowFrom()), spec.windowTo(), iso(spec.windowTo()), spec.policy(),
                capture.path(), capture.failures(), capture.requests(),
                capture.nextLook().map(CaptureJson::nanos).orElse(null),
                capture.nextLook().map(Instant::toString).orElse(null), capture.cause().orElse(null),
                capture.proof().map(Proof::of).orElse(null), eventType, event, attempts, file);
    }

    private static long nanos(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    private static String iso(long epochNanos) {
        return Instant.ofEpochSecond(0, epochNanos).toString();
    }
}
