package io.microtape.downloader.ratelimit;

import io.vertx.core.Future;
import io.vertx.core.shareddata.Counter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The numbers that all downloaders of a fleet share, each on a counter that is only read and compared-and-set. An answer
 * that does not come within {@value #BOUND_MILLIS} ms is a failure.
 */
final class FleetState {
    private static final long BOUND_MILLIS = 2_000;

    private final Function<String, Future<Counter>> source;
    private final String name;
    private final Map<Part, Future<Counter>> counters = new EnumMap<>(Part.class);

    /** What is shared. */
    enum Part {
        /** {@link Slots}. */
        SLOTS,
        /** Until when nobody sends, epoch nanoseconds. */
        PAUSED_UNTIL,
        /** When the rate was last cut, epoch nanoseconds. */
        CUT_AT,
        /** {@link AdaptiveRate}. */
        RATE
    }

    /** All of it, as it was read together. */
    record Seen(long slots, long pausedUntil, long cutAt, long rate) {}

    FleetState(Function<String, Future<Counter>> source, String name) {
        this.source = source;
        this.name = name;
    }

    Future<Seen> read() {
        Future<Long> slots = get(Part.SLOTS);
        Future<Long> paused = get(Part.PAUSED_UNTIL);
        Future<Long> cut = get(Part.CUT_AT);
        Future<Long> rate = get(Part.RATE);
        return Future.all(slots, paused, cut, rate)
                .map(_ -> new Seen(slots.result(), paused.result(), cut.result(), rate.result()));
    }

    Future<Long> get(Part part) {
        return bounded(counter(part).compose(Counter::get));
    }

    Future<Boolean> swap(Part part, long seen, long now) {
        return bounded(counter(part).compose(counter -> counter.compareAndSet(seen, now)));
    }

    private synchronized Future<Counter> counter(Part part) {
        Future<Counter> known = counters.get(part);
        if (known == null || known.failed()) {
            known = source.apply("microtape.rate." + name + "." + part);
            counters.put(part, known);
        }
        return known;
    }

    private static <T> Future<T> bounded(Future<T> answer) {
        return answer.isComplete() ? answer : answer.timeout(BOUND_MILLIS, TimeUnit.MILLISECONDS);
    }
}
