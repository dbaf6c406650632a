package io.microtape.simulator.availability;

import io.microtape.simulator.tape.TimeRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The holes there are now, and how often each of their targets was asked. */
public final class Holes {
    private final Map<String, Integer> asked = new HashMap<>();
    private List<Hole> open;

    public Holes(List<Hole> holes) {
        this.open = List.copyOf(holes);
    }

    /** From now on the vendor has all of its rows. */
    public synchronized void fill() {
        open = List.of();
        asked.clear();
    }

    /**
     * Whether one more question falls into a hole.
     *
     * @param target path and query without the key; the answers of each are counted apart
     */
    public synchronized boolean swallow(String ticker, TimeRange range, String target) {
        List<Hole> touched = open.stream().filter(hole -> hole.touches(ticker, range)).toList();
        if (touched.isEmpty()) {
            return false;
        }
        int earlier = asked.merge(target, 1, Integer::sum) - 1;
        return touched.stream().anyMatch(hole -> earlier < hole.answers().orElse(Integer.MAX_VALUE));
    }
}
