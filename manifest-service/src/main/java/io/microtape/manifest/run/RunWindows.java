package io.microtape.manifest.run;

import io.microtape.manifest.store.ManifestEvents;
import io.microtape.model.session.Session;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The windows of a manifest as runs order them, in order of rank. */
final class RunWindows {
    private RunWindows() {}

    /** What the windows of one stratum have in common. */
    record Stratum(Session session, String eventType, YearMonth month) {}

    /**
     * A window; event types that share it are the one of the best rank.
     *
     * @param eventAt epoch nanoseconds
     */
    record Window(String windowId, Stratum stratum, long eventAt) {}

    static List<Window> of(ManifestEvents events, Set<Session> waves) {
        List<Window> windows = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (int row = 0; row < events.rows(); row++) {
            Session session = events.session()[row];
            if (waves.contains(session) && known.add(events.windowId()[row])) {
                windows.add(new Window(events.windowId()[row], new Stratum(session, events.eventType()[row],
                        YearMonth.from(LocalDate.ofEpochDay(events.epochDay()[row]))), events.timestamp()[row]));
            }
        }
        return windows;
    }
}
