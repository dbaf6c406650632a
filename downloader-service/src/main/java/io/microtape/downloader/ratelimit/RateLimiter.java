package io.microtape.downloader.ratelimit;

import io.microtape.downloader.ratelimit.FleetState.Part;
import io.microtape.downloader.ratelimit.Reservations.Place;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one budget of the whole fleet, shared through a few numbers. To be called on virtual threads. It guarantees:
 * <ul>
 * <li>In any second at most {@link RateBudget#ceilingPerSecond} + {@link RateBudget#burst} requests begin, in any minute
 * at most {@link RateBudget#perMinute}.</li>
 * <li>One 429 slows all down, and one with a time to wait holds back all, at most for the longest pause.</li>
 * <li>While the shared numbers cannot be reached, nobody sends.</li>
 * <li>A stepped clock changes nothing, and a fleet goes by the time of one ({@link OwnerTime}). Where its owner changes to one
 * whose clock is behind by d, the others wait up to d, but never longer than some seconds (by the minute: four requests' time):
 * what lies further ahead cannot be true and is begun anew.</li>
 * </ul>
 */
public final class RateLimiter {
    private static final Logger LOG = LoggerFactory.getLogger(RateLimiter.class);
    /** A pause read this recently need not be read again before a request is sent. */
    private static final long FRESH_NANOS = 100_000_000L;
    private static final int SWAP_TRIES = 20;

    private final FleetState fleet;
    private final RateBudget budget;
    private final Timing timing;
    private final Duration maxPause;
    private final Reservations reservations;
    private final RecentCount recent = new RecentCount();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong throttled = new AtomicLong();

    /** Leave to send one request, from {@code sentAt} on, epoch nanoseconds. */
    public record Permit(long sentAt) {}

    /**
     * @param numbers  the numbers of the fleet
     * @param name     what the budget is for: limiters of one name share it
     * @param maxPause longest time that a 429 can hold back the fleet
     */
    public RateLimiter(FleetNumbers numbers, String name, RateBudget budget, Duration maxPause,
            Timing timing) {
        this.fleet = new FleetState(numbers, name);
        this.budget = budget;
        this.timing = timing;
        this.maxPause = maxPause;
        this.reservations = new Reservations(fleet, budget, timing, maxPause.toNanos());
    }

    /** Waits until one request may be sent; empty as soon as it is no longer wanted. */
    public Optional<Permit> acquire(BooleanSupplier wanted) {
        waiting.incrementAndGet();
        try {
            while (wanted.getAsBoolean()) {
                switch (Future.await(reservations.join())) {
                    case Place.Later(long nanos) -> timing.wait(Duration.ofNanos(nanos), wanted);
                    case Place.Slot(long at) -> {
                        boolean go = timing.waitUntil(at, wanted) && timing.nanos() - at <= RateBudget.LATE_NANOS
                                && !paused();
                        if (go) {
                            long now = timing.nanos();
                            used.incrementAndGet();
                            recent.add(now);
                            return Optional.of(new Permit(now));
                        }
                    }
                }
            }
            return Optional.empty();
        } finally {
            waiting.decrementAndGet();
        }
    }

    /**
     * A request was answered with 429. The rate is cut, once for all requests that were sent before the cut, and the
     * fleet waits as long as the vendor says. Where requests are counted by the minute and it says nothing, the fleet
     * waits one request's time.
     */
    public void throttled(Permit permit, Optional<Duration> retryAfter) {
        throttled.incrementAndGet();
        retryAfter.or(() -> Optional.of(Duration.ofNanos(budget.nanosByMinute())).filter(Duration::isPositive))
                .ifPresent(this::pause);
        try {
            cut(permit, retryAfter.isPresent());
        } catch (Exception e) {
            LOG.debug("the rate was not cut: {}", e.getMessage());
        }
    }

    /** Holds back the whole fleet from now on for at least this long; a longer pause in force stays. */
    public void pause(Duration duration) {
        long until = timing.nanos() + Math.min(duration.toNanos(), maxPause.toNanos());
        reservations.paused(until);
        try {
            for (int tries = 0; tries < SWAP_TRIES; tries++) {
                long set = Future.await(fleet.get(Part.PAUSED_UNTIL));
                boolean sane = set <= timing.nanos() + maxPause.toNanos();
                if ((sane && set >= until) || Future.await(fleet.swap(Part.PAUSED_UNTIL, set, until))) {
                    return;
                }
            }
        } catch (Exception e) {
            LOG.debug("only this process pauses: {}", e.getMessage());
        }
    }

    /** What can be seen of it in this process now. */
    public RateStatus status() {
        long now = timing.nanos();
        var seen = reservations.seen();
        double allowed = AdaptiveRate.of(seen.rate(), budget, now).allowed(now, seen.cutAt(),
                budget.ceilingPerSecond());
        return new RateStatus(budget.sustained(allowed), budget.sustained(budget.ceilingPerSecond()),
                recent.perSecond(now), used.get(), waiting.get(), throttled.get(),
                Duration.ofNanos(reservations.pauseLeft(seen.pausedUntil(), now)), reservations.reachable());
    }

    private void cut(Permit permit, boolean meant) {
        long cutAt = Future.await(fleet.get(Part.CUT_AT));
        long now = timing.nanos();
        // A cut of the future was made by a clock that is wrong.
        if ((permit.sentAt() < cutAt && cutAt <= now) || !Future.await(fleet.swap(Part.CUT_AT, cutAt, now))) {
            return;
        }
        for (int tries = 0; tries < SWAP_TRIES; tries++) {
            long state = Future.await(fleet.get(Part.RATE));
            var next = AdaptiveRate.of(state, budget, now).cut(now, cutAt, budget.ceilingPerSecond(),
                    meant);
            if (Future.await(fleet.swap(Part.RATE, state, next.state()))) {
                return;
            }
        }
    }

    /** Whether the fleet is paused now; those who waited out a pause together must not leave it together. */
    private boolean paused() {
        long now = timing.nanos();
        if (now - reservations.seenAt() < FRESH_NANOS) {
            return reservations.pauseLeft(reservations.seen().pausedUntil(), now) > 0;
        }
        try {
            return reservations.pauseLeft(Future.await(fleet.get(Part.PAUSED_UNTIL)), now) > 0;
        } catch (Exception e) {
            // Not known is not permitted: the next reservation says that the budget cannot be reached.
            LOG.trace("whether the fleet is paused is not known", e);
            return true;
        }
    }
}
