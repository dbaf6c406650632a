package io.microtape.manifest.estimate;

import io.microtape.manifest.store.ManifestEvents;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.profile.MicroDownload;
import io.microtape.model.session.Session;
import io.microtape.runtime.ledger.CostQuery.Cost;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

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

    /**
     * How many captures of each kind a manifest asks for. Event types that share a window are captured once, as the event
     * of the lowest rank.
     */
    public static SortedMap<CaptureKind, Integer> of(ManifestEvents events, MicroDownload download) {
        SortedMap<CaptureKind, Integer> kinds = new TreeMap<>();
        // Two instants of one second have one window id and yet two windows, which are captured both.
        record Window(String windowId, long timestamp) {}
        Set<Window> windows = new HashSet<>();
        for (int row = 0; row < events.rows(); row++) {
            if (windows.add(new Window(events.windowId()[row], events.timestamp()[row]))) {
                for (Tape tape : download.tapes()) {
                    kinds.merge(new CaptureKind(events.eventType()[row], events.session()[row], tape,
                            events.timestamp()[row] - events.windowFrom()[row],
                            events.windowTo()[row] - events.timestamp()[row], download.policy(tape)), 1, Integer::sum);
                }
            }
        }
        return kinds;
    }

    static CaptureKind of(Cost cost) {
        return new CaptureKind(cost.eventType(), cost.session(), cost.tape(), cost.beforeNanos(), cost.afterNanos(),
                cost.policy());
    }

    @Override
    public int compareTo(CaptureKind other) {
        return ORDER.compare(this, other);
    }
}
