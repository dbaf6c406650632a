package io.microtape.runtime.cost;

import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.session.Session;
import io.microtape.runtime.ledger.CostQuery.Cost;
import java.util.Comparator;

/**
 * What captures have in common when their cost can be compared: cell, tape, window and quote policy. Windows of another
 * length are another kind, and are not scaled: trading is not spread evenly around an event.
 *
 * @param beforeNanos from the start of the window to the event
 * @param afterNanos  from the event to the end of the window
 */
public record CaptureKind(String eventType, Session session, Tape tape, long beforeNanos, long afterNanos,
        QuotePolicy policy) implements Comparable<CaptureKind> {
    private static final Comparator<CaptureKind> ORDER = Comparator.comparing(CaptureKind::tape)
            .thenComparing(CaptureKind::session).thenComparing(CaptureKind::eventType)
            .thenComparingLong(CaptureKind::beforeNanos).thenComparingLong(CaptureKind::afterNanos)
            .thenComparing(kind -> kind.policy().byChangeOnly()).thenComparingInt(kind -> kind.policy().maxRateHz());

    /** The kind of what was measured together. */
    public static CaptureKind of(Cost cost) {
        return new CaptureKind(cost.eventType(), cost.session(), cost.tape(), cost.beforeNanos(), cost.afterNanos(),
                cost.policy());
    }

    @Override
    public int compareTo(CaptureKind other) {
        return ORDER.compare(this, other);
    }
}
