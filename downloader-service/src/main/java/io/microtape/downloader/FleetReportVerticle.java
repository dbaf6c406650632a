package io.microtape.downloader;

import io.microtape.downloader.ratelimit.ConcurrencyGate;
import io.microtape.downloader.ratelimit.RateLimiter;
import io.microtape.downloader.ratelimit.RateStatus;
import io.microtape.downloader.vendor.VendorBreaker;
import io.microtape.model.fleet.CircuitState;
import io.microtape.model.fleet.DownloaderReport;
import io.microtape.model.fleet.DownloaderReport.Breaker;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Says on the bus once a second how this process stands with the budget and the vendor. */
final class FleetReportVerticle extends VerticleBase {
    private static final long EVERY_MILLIS = 1_000;
    private static final Duration RECENT = Duration.ofMinutes(5);

    private final String name;
    private final int workers;
    private final RateLimiter limiter;
    private final VendorBreaker breaker;
    private final ConcurrencyGate gate;
    private final Clock clock;
    /** How many 429s there had been at each of the last reports. */
    private final Deque<Throttled> history = new ArrayDeque<>();

    private record Throttled(Instant at, long count) {}

    FleetReportVerticle(String name, int workers, RateLimiter limiter, VendorBreaker breaker, ConcurrencyGate gate,
            Clock clock) {
        this.name = name;
        this.workers = workers;
        this.limiter = limiter;
        this.breaker = breaker;
        this.gate = gate;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        history.add(new Throttled(clock.instant(), 0));
        vertx.setPeriodic(EVERY_MILLIS, _ -> vertx.eventBus().publish(DownloaderReport.ADDRESS, report()));
        return Future.succeededFuture();
    }

    private DownloaderReport report() {
        RateStatus status = limiter.status();
        Instant now = clock.instant();
        history.add(new Throttled(now, status.throttled()));
        // The newest one before the five minutes stays: what came since it is what came in them.
        while (history.size() > 2 && !later(history, now.minus(RECENT))) {
            history.removeFirst();
        }
        return new DownloaderReport(name, workers, gate.inFlight(), status.allowed(), status.using(), status.used(),
                status.throttled() - history.getFirst().count(), at(now, status.pauseLeft()),
                breaker.state() == CircuitState.CLOSED
                        ? Breaker.CLOSED
                        : new Breaker(breaker.state(), at(now, breaker.untilNextTry())));
    }

    private static boolean later(Deque<Throttled> history, Instant limit) {
        return history.stream().skip(1).findFirst().orElseThrow().at().isAfter(limit);
    }

    /** In whole seconds, so that what stands still reads the same in each report. */
    private static Optional<Instant> at(Instant now, Duration left) {
        return left.isPositive()
                ? Optional.of(now.plus(left).plusMillis(500).truncatedTo(ChronoUnit.SECONDS))
                : Optional.empty();
    }
}
