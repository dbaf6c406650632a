package io.microtape.runtime.ledger;

import io.microtape.model.capture.CaptureOutcome;
import org.jdbi.v3.core.Handle;

/**
 * Pauses every run when the vendor refuses capture after capture for lack of entitlement: then it is the plan that lacks
 * something, and going on would burn the budget on refusals.
 */
final class Refusals {
    private final int most;

    /** @param most refusals in a row after which runs pause; 0 is never */
    Refusals(int most) {
        this.most = most;
    }

    void count(Handle tx, CaptureOutcome outcome, long now) {
        switch (outcome) {
            case CaptureOutcome.NotEntitled(String cause) -> refused(tx, cause, now);
            case CaptureOutcome.Published _,CaptureOutcome.NoRows _ -> reset(tx);
            default -> {
            }
        }
    }

    private void refused(Handle tx, String cause, long now) {
        tx.execute("update vendor_refusals set in_a_row = in_a_row + 1");
        int refused = tx.createQuery("select in_a_row from vendor_refusals").mapTo(Integer.class).one();
        if (most > 0 && refused >= most) {
            RunMeter.pauseAll(tx,
                    ("the vendor refused %d captures in a row for lack of entitlement (%s); see what the key can do with: "
                            + "microtape vendor check, then resume").formatted(refused, cause),
                    now);
            reset(tx);
        }
    }

    private static void reset(Handle tx) {
        tx.execute("update vendor_refusals set in_a_row = 0 where in_a_row > 0");
    }
}
