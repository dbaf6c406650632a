package io.microtape.runtime.coverage;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.coverage.Coverage;
import io.microtape.model.coverage.Coverage.Group;
import io.microtape.model.coverage.CoverageAsk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The groups of a coverage. A first pass finds which groups there are and which of them the page has, a second one counts
 * those: so a page of a hundred groups costs the memory of a hundred, out of however many.
 */
final class Grouping {
    private static final CaptureState[] STATES = CaptureState.values();

    private final ManifestImage image;
    private final Narrowing narrowing;
    private final CoverageAsk ask;
    private final Axis first;
    private final Axis second;

    /** A page of groups and how many there are on all pages. */
    record Page(List<Group> groups, long total) {}

    private record Weighed(long group, long weight) {}

    Grouping(ManifestImage image, Narrowing narrowing, CoverageAsk ask) {
        this.image = image;
        this.narrowing = narrowing;
        this.ask = ask;
        this.first = image.axis(ask.by().getFirst());
        this.second = ask.by().size() == 2 ? image.axis(ask.by().get(1)) : new Axis(new String[] {""}, _ -> 0);
    }

    Page page() {
        var weights = new Sums();
        for (int at = 0; at < image.size; at++) {
            if (narrowing.holds(at)) {
                weights.add(group(at), weight(at));
            }
        }
        return new Page(counted(page(weights)), weights.size());
    }

    private long group(int at) {
        return (long) first.code().applyAsInt(at) * second.values().length + second.code().applyAsInt(at);
    }

    private long weight(int at) {
        return switch (ask.order()) {
            case KEY -> 0;
            case CAPTURES -> 1;
            case MISSING -> Coverage.NOT_MISSING.contains(STATES[image.state[at]]) ? 0 : 1;
            case ROWS -> image.rows[at];
            case BYTES -> image.bytes[at];
        };
    }

    private long[] page(Sums weights) {
        long[] groups = weights.keys();
        int from = (int) Math.min(ask.offset(), groups.length);
        int to = (int) Math.min(ask.offset() + ask.limit(), groups.length);
        return switch (ask.order()) {
            case KEY -> Arrays.copyOfRange(groups, from, to);
            case CAPTURES, MISSING, ROWS, BYTES -> heaviest(weights, groups, from, to);
        };
    }

    /** Keeps no more than the groups up to the end of the page while it looks at all of them. */
    private static long[] heaviest(Sums weights, long[] groups, int from, int to) {
        Comparator<Weighed> order = Comparator.comparingLong(Weighed::weight).reversed()
                .thenComparingLong(Weighed::group);
        var best = new PriorityQueue<Weighed>(order.reversed());
        for (long group : groups) {
            long weight = weights.get(group, 0);
            if (best.size() < to) {
                best.add(new Weighed(group, weight));
            } else if (to > 0 && weight > best.element().weight()) {
                best.remove();
                best.add(new Weighed(group, weight));
            }
        }
        return best.stream().sorted(order).skip(from).mapToLong(Weighed::group).toArray();
    }

    private List<Group> counted(long[] page) {
        var places = new Sums();
        for (int place = 0; place < page.length; place++) {
            places.add(page[place], place);
        }
        long[][] states = new long[page.length][STATES.length];
        long[] rows = new long[page.length];
        long[] bytes = new long[page.length];
        for (int at = 0; at < image.size; at++) {
            int place = narrowing.holds(at) ? (int) places.get(group(at), -1) : -1;
            if (place >= 0) {
                states[place][image.state[at]]++;
                rows[place] += image.rows[at];
                bytes[place] += image.bytes[at];
            }
        }
        List<Group> groups = new ArrayList<>(page.length);
        for (int place = 0; place < page.length; place++) {
            groups.add(group(page[place], states[place], rows[place], bytes[place]));
        }
        return groups;
    }

    private Group group(long group, long[] counts, long rows, long bytes) {
        Map<CaptureState, Long> states = new EnumMap<>(CaptureState.class);
        long captures = 0;
        long missing = 0;
        for (int code = 0; code < STATES.length; code++) {
            long count = counts[code];
            if (count > 0) {
                states.put(STATES[code], count);
                captures += count;
                missing += Coverage.NOT_MISSING.contains(STATES[code]) ? 0 : count;
            }
        }
        String one = first.values()[(int) (group / second.values().length)];
        String other = second.values()[(int) (group % second.values().length)];
        return new Group(ask.by().size() == 2 ? List.of(one, other) : List.of(one), captures, states, missing, rows,
                bytes);
    }
}
