package io.microtape.manifest.estimate;

import io.microtape.manifest.store.ManifestEvents;
import io.microtape.model.capture.Tape;
import io.microtape.model.profile.MicroDownload;
import io.microtape.runtime.cost.CaptureKind;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The kinds of captures that a manifest asks for. */
public final class ManifestKinds {
    private ManifestKinds() {}

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
}
