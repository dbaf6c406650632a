package io.microtape.downloader.ratelimit;

import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What all downloaders of a fleet share. An answer that does not come within {@value #BOUND_MILLIS} ms is a failure. */
final class FleetState {
    static final long BOUND_MILLIS = 2_000;

    private final FleetNumbers numbers;
    private final String name;

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

    FleetState(FleetNumbers numbers, String name) {
        this.numbers = numbers;
        this.name = name;
    }

    Future<Seen> read() {
        return bounded(numbers.read(Arrays.stream(Part.values()).map(this::named).toList()))
                .map(read -> new Seen(read.get(0), read.get(1), read.get(2), read.get(3)));
    }

    Future<Long> get(Part part) {
        return bounded(numbers.read(List.of(named(part)))).map(List::getFirst);
    }

    Future<Boolean> swap(Part part, long seen, long now) {
        return bounded(numbers.swap(named(part), seen, now));
    }

    private String named(Part part) {
        return "microtape.rate." + name + "." + part;
    }

    private static <T> Future<T> bounded(Future<T> answer) {
        return answer.isComplete() ? answer : answer.timeout(BOUND_MILLIS, TimeUnit.MILLISECONDS);
    }
}
