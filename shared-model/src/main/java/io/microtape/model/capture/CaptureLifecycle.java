package io.microtape.model.capture;

import io.microtape.model.capture.CaptureOutcome.Adopted;
import io.microtape.model.capture.CaptureOutcome.GivenBack;
import io.microtape.model.capture.CaptureOutcome.Interrupted;
import io.microtape.model.capture.CaptureOutcome.KeyRejected;
import io.microtape.model.capture.CaptureOutcome.LakeUnwritable;
import io.microtape.model.capture.CaptureOutcome.NoRows;
import io.microtape.model.capture.CaptureOutcome.NotEntitled;
import io.microtape.model.capture.CaptureOutcome.Published;
import io.microtape.model.capture.CaptureOutcome.Rejected;
import java.time.Duration;
import java.util.List;

/**
 * The one rule for what becomes of a capture after an attempt.
 *
 * @param maxAttempts       failed attempts after which a capture is {@code FAILED}, [1, 100]
 * @param retryAfter        wait after the first failed attempt; doubles with each further one
 * @param retryAfterMax     longest such wait
 * @param emptyRecheckAfter wait before an empty answer is asked for again
 * @param holeReprobeAfter  waits before each further look at a vendor's hole; after the last it is left alone
 * @param mostRefusals      captures in a row that the vendor may refuse for lack of entitlement before runs pause; 0 is
 *                          any number
 */
public record CaptureLifecycle(int maxAttempts, Duration retryAfter, Duration retryAfterMax,
        Duration emptyRecheckAfter, List<Duration> holeReprobeAfter, int mostRefusals) {
    /** How long what is settled for good waits: nobody lives to see its end. */
    private static final Duration NEVER = Duration.ofDays(100 * 365L);

    public CaptureLifecycle {
        if (maxAttempts < 1 || maxAttempts > 100) {
            throw new IllegalArgumentException("max_attempts is %d; allowed is 1 to 100".formatted(maxAttempts));
        }
        holeReprobeAfter = List.copyOf(holeReprobeAfter);
    }

    /**
     * What the capture was before the attempt.
     *
     * @param answeredEmpty whether an earlier attempt was answered with no rows
     * @param holes         times it was found to be a vendor's hole
     * @param failures      failed attempts so far
     * @param eventVolume   shares in the event's own minute bars; NaN when unknown
     */
    public record Before(boolean answeredEmpty, int holes, int failures, double eventVolume) {}

    /**
     * What the capture becomes.
     *
     * @param delay    earliest time from now at which it may be leased again; meaningful for open states
     * @param failures failed attempts to remember
     * @param pauseRun whether the whole run must pause, because no other capture could do better
     */
    public record After(CaptureState state, Duration delay, int failures, boolean pauseRun) {}

    /** What becomes of a capture after an attempt; the one place that decides it. */
    public After after(Before before, CaptureOutcome outcome) {
        return switch (outcome) {
            case Published _,Adopted _ -> settled(CaptureState.COMPLETE, before);
            case NoRows _ when !before.answeredEmpty() -> open(CaptureState.EMPTY, emptyRecheckAfter, before);
            case NoRows _ when before.eventVolume() > 0 -> hole(before);
            case NoRows _ -> settled(CaptureState.EMPTY_CONFIRMED, before);
            // A hole stays one until somebody fills it: a failed look at it says nothing new.
            case NotEntitled _,Rejected _ when before.holes() > 0 -> hole(before);
            case NotEntitled _ -> settled(CaptureState.NOT_ENTITLED, before);
            case Rejected _ -> settled(CaptureState.FAILED, before);
            case Interrupted _ -> interrupted(before);
            case GivenBack _ -> open(waiting(before), Duration.ZERO, before);
            case KeyRejected _,LakeUnwritable _ -> new After(waiting(before), Duration.ZERO, before.failures(), true);
        };
    }

    private After interrupted(Before before) {
        int failures = before.failures() + 1;
        if (failures >= maxAttempts && before.holes() > 0) {
            return hole(before);
        }
        if (failures >= maxAttempts) {
            return new After(CaptureState.FAILED, Duration.ZERO, failures, false);
        }
        Duration doubled = retryAfter.multipliedBy(1L << Math.min(failures - 1, 20));
        Duration delay = doubled.compareTo(retryAfterMax) > 0 ? retryAfterMax : doubled;
        return new After(waiting(before), delay, failures, false);
    }

    private After hole(Before before) {
        Duration next = before.holes() < holeReprobeAfter.size() ? holeReprobeAfter.get(before.holes()) : NEVER;
        return new After(CaptureState.VENDOR_HOLE, next, 0, false);
    }

    /** An answer once given stays known: a capture that was answered empty does not fall back to never answered. */
    private static CaptureState waiting(Before before) {
        if (before.holes() > 0) {
            return CaptureState.VENDOR_HOLE;
        }
        return before.answeredEmpty() ? CaptureState.EMPTY : CaptureState.QUEUED;
    }

    private static After settled(CaptureState state, Before before) {
        return new After(state, Duration.ZERO, before.failures(), false);
    }

    private static After open(CaptureState state, Duration delay, Before before) {
        return new After(state, delay, before.failures(), false);
    }
}
