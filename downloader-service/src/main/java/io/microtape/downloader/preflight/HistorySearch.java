package io.microtape.downloader.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Finds how far back a plan reaches with as few questions as can be, as a pure rule: what is allowed at one instant is
 * allowed at every later one. Instants are epoch nanoseconds.
 */
final class HistorySearch {
    private final List<Long> newestFirst;
    private final List<Long> askFirst;
    private final boolean onlyFirst;
    private int allowed = -1;
    private int denied;

    /**
     * @param instants where to look
     * @param needed   what to ask first, in this order; when the first of them is allowed, nothing else is asked
     */
    HistorySearch(List<Long> instants, List<Long> needed) {
        List<Long> all = new ArrayList<>(instants);
        all.addAll(needed);
        this.newestFirst = all.stream().distinct().sorted((a, b) -> Long.compare(b, a)).toList();
        this.askFirst = List.copyOf(needed);
        this.onlyFirst = !needed.isEmpty();
        this.denied = newestFirst.size();
    }

    /** What to ask next; empty when nothing is left to find out. */
    OptionalLong next() {
        if (onlyFirst && allowed >= newestFirst.indexOf(askFirst.getFirst())) {
            return OptionalLong.empty();
        }
        for (long instant : askFirst) {
            int at = newestFirst.indexOf(instant);
            if (at > allowed && at < denied) {
                return OptionalLong.of(instant);
            }
        }
        return denied - allowed <= 1
                ? OptionalLong.empty()
                : OptionalLong.of(newestFirst.get((allowed + denied) / 2));
    }

    void answered(long instant, boolean isAllowed) {
        int at = newestFirst.indexOf(instant);
        if (isAllowed) {
            allowed = Math.max(allowed, at);
        } else {
            denied = Math.min(denied, at);
        }
    }

    /** The oldest instant that is allowed as far as is known. */
    OptionalLong oldestAllowed() {
        return allowed < 0 ? OptionalLong.empty() : OptionalLong.of(newestFirst.get(allowed));
    }

    OptionalLong newestDenied() {
        return denied == newestFirst.size() ? OptionalLong.empty() : OptionalLong.of(newestFirst.get(denied));
    }
}
