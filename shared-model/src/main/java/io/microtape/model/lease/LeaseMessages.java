package io.microtape.model.lease;

import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.capture.CaptureState;
import java.util.List;

/** What downloaders and the owner of the ledger say to each other, and where. Any of it may be lost or repeated. */
public final class LeaseMessages {
    /** Where leases are asked for; point to point. */
    public static final String LEASE = "microtape.lease";
    /** Where leases are renewed; point to point. */
    public static final String RENEW = "microtape.renew";
    /** Where leases are settled; point to point. */
    public static final String SETTLE = "microtape.settle";
    /** Announces {@link WorkAvailable}; published. */
    public static final String WORK = "microtape.work";
    /** Announces {@link CaptureChanged}; published. */
    public static final String CHANGED = "microtape.changed";

    private LeaseMessages() {}

    /** Asks for work; answered with {@link Granted}. */
    public record Ask(String downloader) {}

    /**
     * The captures that are now the asker's; none when there is no work. More than one are of one symbol and tape and
     * overlap or touch, so that one fetch answers them all.
     */
    public record Granted(List<Lease> leases) {}

    /** Asks for the lease to last on; answered with {@link Renewed}. */
    public record Renew(String captureId, long token) {}

    /** Whether the lease is still the asker's. If not, the work is to be dropped and nothing published. */
    public record Renewed(boolean held) {}

    /**
     * Says how the work on a lease ended; may be sent again until it is answered with {@link Settled}.
     *
     * @param requests requests that were made of the vendor for it
     */
    public record Settle(String captureId, long token, CaptureOutcome outcome, long requests) {}

    /** What became of a {@link Settle}. */
    public record Settled(Result result) {
        /** The three ways. */
        public enum Result {
            /** Recorded now. */
            ACCEPTED,
            /** Recorded before: this was a repetition. */
            REPEATED,
            /** The lease had passed to somebody else; nothing was recorded. */
            STALE
        }
    }

    /** Captures may be waiting: idle downloaders should ask. */
    public record WorkAvailable(String runId) {}

    /** A capture changed its state. */
    public record CaptureChanged(String captureId, CaptureState state) {}
}
