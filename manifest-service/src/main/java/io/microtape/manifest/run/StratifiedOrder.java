package io.microtape.manifest.run;

import io.microtape.manifest.run.RunWindows.Stratum;
import io.microtape.manifest.run.RunWindows.Window;
import io.microtape.model.id.Sha256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The order in which whatever is done is a fair sample: in every prefix of it, each stratum has less than one window more or
 * fewer than its share of the whole times the length of the prefix. Inside a stratum the windows stand in the order of a
 * hash of their ids, which has nothing to do with their rank and is the same on every machine.
 * <p>
 * Of n windows, the j-th (from 1) of a stratum of d may come no earlier than place (j - 1) n / d allows, and must come no
 * later than place j n / d. Taking of those that may come the one that must come first keeps all of these dates: this is
 * the earliest-pseudo-deadline rule of Baruah, Cohen, Plaxton and Varvel, "Proportionate progress" (Algorithmica 15, 1996),
 * for one processor.
 */
final class StratifiedOrder {
    private static final String SEED = "microtape run order 1\n";

    private StratifiedOrder() {}

    private record Hashed(String hash, Window window) {}

    /** The windows of a stratum that did not have their turn yet, and the dates of the next one; places count from 1. */
    private static final class Turn {
        private final List<Hashed> windows;
        private final long all;
        private int taken;

        Turn(List<Hashed> windows, long all) {
            this.windows = windows;
            this.all = all;
        }

        long from() {
            return taken * all / windows.size() + 1;
        }

        long until() {
            return ((taken + 1) * all + windows.size() - 1) / windows.size();
        }

        String hash() {
            return windows.get(taken).hash();
        }

        Window take() {
            return windows.get(taken++).window();
        }

        boolean more() {
            return taken < windows.size();
        }
    }

    static List<Window> of(List<Window> windows) {
        var waiting = new PriorityQueue<Turn>(Comparator.comparingLong(Turn::from).thenComparing(Turn::hash));
        var ready = new PriorityQueue<Turn>(Comparator.comparingLong(Turn::until).thenComparing(Turn::hash));
        strata(windows).forEach(stratum -> waiting.add(new Turn(stratum, windows.size())));
        List<Window> ordered = new ArrayList<>(windows.size());
        for (long place = 1; place <= windows.size(); place++) {
            while (!waiting.isEmpty() && waiting.peek().from() <= place) {
                ready.add(waiting.remove());
            }
            Turn turn = ready.remove();
            ordered.add(turn.take());
            if (turn.more()) {
                waiting.add(turn);
            }
        }
        return ordered;
    }

    private static Iterable<List<Hashed>> strata(List<Window> windows) {
        Map<Stratum, List<Hashed>> strata = new HashMap<>();
        for (Window window : windows) {
            strata.computeIfAbsent(window.stratum(), _ -> new ArrayList<>())
                    .add(new Hashed(Sha256.hex(SEED + window.windowId()), window));
        }
        strata.values().forEach(stratum -> stratum.sort(Comparator.comparing(Hashed::hash)));
        return strata.values();
    }
}
