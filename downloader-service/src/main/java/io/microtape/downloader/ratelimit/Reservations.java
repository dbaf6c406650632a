package io.microtape.downloader.ratelimit;

import io.microtape.downloader.ratelimit.FleetState.Part;
import io.microtape.downloader.ratelimit.FleetState.Seen;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes slots from the fleet's budget for all who wait in this process by one round trip: whoever comes while one is
 * under way waits for the next. No slot is taken that nobody waits for, so a process that dies takes with it no more than
 * its waiters were given.
 */
final class Reservations {
    private static final Logger LOG = LoggerFactory.getLogger(Reservations.class);
    /** Slots are not taken further ahead than this: beyond it the rate may long be another. */
    private static final long AHEAD_NANOS = 2_000_000_000L;
    private static final long UNREACHABLE_RETRY_NANOS = 250_000_000L;

    private final FleetState fleet;
    private final RateBudget budget;
    private final Timing timing;
    private final long maxPauseNanos;
    private final long aheadNanos;
    private List<Promise<Place>> waiting = new ArrayList<>();
    private boolean underWay;
    private volatile boolean reachable = true;
    private volatile Seen seen = new Seen(0, 0, 0, 0);
    private volatile long seenAt;

    /** What a waiter is told. */
    sealed interface Place {
        /** A slot to send at, epoch nanoseconds. */
        record Slot(long at) implements Place {}

        /** Nothing now: ask again after this long. */
        record Later(long nanos) implements Place {}
    }

    Reservations(FleetState fleet, RateBudget budget, Timing timing, long maxPauseNanos) {
        this.fleet = fleet;
        this.budget = budget;
        this.timing = timing;
        this.maxPauseNanos = maxPauseNanos;
        this.aheadNanos = Math.max(AHEAD_NANOS, 2 * budget.nanosByMinute());
    }

    /** A place in the next round trip; completes in bounded time and never fails. */
    Future<Place> join() {
        Promise<Place> place = Promise.promise();
        synchronized (this) {
            waiting.add(place);
            if (underWay) {
                return place.future();
            }
            underWay = true;
        }
        timing.soon(this::round);
        return place.future();
    }

    boolean reachable() {
        return reachable;
    }

    /** What was last read of the fleet, at {@link #seenAt}. */
    Seen seen() {
        return seen;
    }

    long seenAt() {
        return seenAt;
    }

    /** Time left of a pause; one beyond the longest that there can be was set by a clock that is wrong. */
    long pauseLeft(long pausedUntil, long now) {
        return Math.clamp(pausedUntil - now, 0, maxPauseNanos);
    }

    /** A pause as it is known in this process now, before others can have read it. */
    void paused(long until) {
        seen = new Seen(seen.slots(), Math.max(until, seen.pausedUntil()), seen.cutAt(), seen.rate());
    }

    private void round() {
        fleet.read().compose(this::take).onSuccess(_ -> next()).onFailure(this::unreachable);
    }

    private Future<Void> take(Seen now) {
        seen = now;
        seenAt = timing.nanos();
        List<Promise<Place>> group = group();
        long left = pauseLeft(now.pausedUntil(), seenAt);
        if (left > 0) {
            endWhenItCan(now);
            group.forEach(place -> place.complete(new Place.Later(left)));
            return reached();
        }
        var rate = AdaptiveRate.of(now.rate(), budget, seenAt);
        long each = (long) (1e9 / rate.allowed(seenAt, now.cutAt(), budget.ceilingPerSecond()));
        Slots before = sane(Slots.of(now.slots()));
        Slots at = before;
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            Slots following = at.next(seenAt, each, budget.nanosByMinute());
            if (following.last() - seenAt > aheadNanos) {
                break;
            }
            at = following;
            places.add(new Place.Slot(at.last()));
        }
        while (places.size() < group.size()) {
            places.add(new Place.Later(aheadNanos / 2));
        }
        long idle = now.slots() == 0 ? 0 : before.unused(seenAt, each, budget.nanosByMinute());
        return fleet.swap(Part.SLOTS, now.slots(), at.state()).compose(taken -> {
            if (!taken) {
                rejoin(group);
                return reached();
            }
            remember(now, rate, idle);
            for (int i = 0; i < group.size(); i++) {
                group.get(i).complete(places.get(i));
            }
            return reached();
        }).onFailure(_ -> rejoin(group));
    }

    /** A pause longer than any that there can be would begin anew with every look. */
    private void endWhenItCan(Seen now) {
        if (now.pausedUntil() - seenAt > maxPauseNanos) {
            fleet.swap(Part.PAUSED_UNTIL, now.pausedUntil(), seenAt + maxPauseNanos)
                    .onFailure(e -> LOG.trace("a pause of the future was not shortened", e));
        }
    }

    /** Only the one whose slots were taken counts the idle time before them, so it is counted once. */
    private void remember(Seen now, AdaptiveRate rate, long idle) {
        if (now.rate() == 0 || idle >= 1_000_000) {
            fleet.swap(Part.RATE, now.rate(), rate.afterIdle(idle, seenAt).state())
                    .onFailure(e -> LOG.trace("the rate's idle time was not recorded", e));
        }
    }

    /** A schedule that lies further ahead than any reservation reaches was left by a clock that ran ahead. */
    private Slots sane(Slots slots) {
        return slots.last() > seenAt + 2 * aheadNanos ? new Slots(seenAt, 0) : slots;
    }

    private synchronized List<Promise<Place>> group() {
        List<Promise<Place>> group = waiting;
        waiting = new ArrayList<>();
        return group;
    }

    private synchronized void rejoin(List<Promise<Place>> group) {
        waiting.addAll(0, group);
    }

    private void next() {
        synchronized (this) {
            if (waiting.isEmpty()) {
                underWay = false;
                return;
            }
        }
        timing.soon(this::round);
    }

    private Future<Void> reached() {
        if (!reachable) {
            reachable = true;
            LOG.info("the fleet's request budget can be reached again: requests go on");
        }
        return Future.succeededFuture();
    }

    private void unreachable(Throwable failure) {
        if (reachable) {
            reachable = false;
            LOG.warn("the fleet's request budget cannot be reached ({}): nothing is sent until it can", failure
                    .getMessage());
        }
        List<Promise<Place>> group;
        synchronized (this) {
            group = group();
            underWay = false;
        }
        group.forEach(place -> place.complete(new Place.Later(UNREACHABLE_RETRY_NANOS)));
    }
}
