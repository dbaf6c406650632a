package io.microtape.manifest.run;

import io.microtape.manifest.store.ManifestEvents;
import io.microtape.model.session.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Chooses the windows of a pilot among those of its waves: from each cell of event type and session its share, at least one as long as there are as
 * many windows to give as cells, and never more than asked for. Within a cell they are spread evenly over the ranks. The
 * same manifest and number give the same windows.
 */
final class PilotSample {
    private record Cell(Session session, String eventType) {}

    /** What a cell gets, beside what would be exactly its share. */
    private static final class Grant {
        private final List<String> windows;
        private final double share;
        private int count;

        Grant(List<String> windows, double share) {
            this.windows = windows;
            this.share = share;
            this.count = (int) share;
        }

        double missing() {
            return share - count;
        }
    }

    private PilotSample() {}

    static List<String> of(ManifestEvents events, Set<Session> waves, int most) {
        List<Grant> grants = grants(events, waves, most);
        if (most >= grants.size()) {
            grants.stream().filter(grant -> grant.count == 0).forEach(grant -> grant.count = 1);
        }
        int left = Math.min(most, grants.stream().mapToInt(grant -> grant.windows.size()).sum())
                - grants.stream().mapToInt(grant -> grant.count).sum();
        for (; left > 0; left--) {
            grants.stream().filter(grant -> grant.count < grant.windows.size())
                    .max(Comparator.comparingDouble(Grant::missing)).orElseThrow().count++;
        }
        for (; left < 0; left++) {
            grants.stream().filter(grant -> grant.count > 1).min(Comparator.comparingDouble(Grant::missing))
                    .orElseThrow().count--;
        }
        return grants.stream().flatMap(grant -> spread(grant).stream()).toList();
    }

    private static List<Grant> grants(ManifestEvents events, Set<Session> waves, int most) {
        Map<Cell, List<String>> cells = new TreeMap<>(
                Comparator.comparing(Cell::session).thenComparing(Cell::eventType));
        Set<String> windows = new HashSet<>();
        for (int row = 0; row < events.rows(); row++) {
            if (waves.contains(events.session()[row]) && windows.add(events.windowId()[row])) {
                cells.computeIfAbsent(new Cell(events.session()[row], events.eventType()[row]), _ -> new ArrayList<>())
                        .add(events.windowId()[row]);
            }
        }
        double rate = Math.min(1, (double) most / windows.size());
        return cells.values().stream().map(cell -> new Grant(cell, cell.size() * rate)).toList();
    }

    /** The middles of as many equal stretches as there are windows to choose. */
    private static List<String> spread(Grant grant) {
        int size = grant.windows.size();
        return IntStream.range(0, grant.count)
                .mapToObj(i -> grant.windows.get((int) ((2L * i + 1) * size / (2L * grant.count)))).toList();
    }
}
