package io.microtape.status.fleet;

import io.microtape.model.fleet.DownloaderReport;
import io.microtape.model.fleet.DownloaderReport.Breaker;
import io.microtape.runtime.ledger.LeaseDesk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** What the downloaders said last. One that has not been heard for five seconds is not shown: it may be gone. */
public final class Fleet {
    private static final Duration HEARD = Duration.ofSeconds(5);
    /** More than any fleet has; a stranger on the bus fills no memory. */
    private static final int MOST = 1_000;

    private final LeaseDesk leases;
    private final InstantSource clock;
    private final Map<String, Heard> heard = new ConcurrentSkipListMap<>();
    private final MessageConsumer<Object> consumer;

    private record Heard(DownloaderReport report, Instant at) {}

    public Fleet(Vertx vertx, LeaseDesk leases, InstantSource clock) {
        this.leases = leases;
        this.clock = clock;
        this.consumer = vertx.eventBus().consumer(DownloaderReport.ADDRESS, message -> {
            if (message.body() instanceof DownloaderReport report) {
                hear(report);
            }
        });
    }

    /** Those that are gone make room here, whether anybody looks at the others or not. */
    private void hear(DownloaderReport report) {
        Instant now = clock.instant();
        forget(now);
        if (heard.size() < MOST || heard.containsKey(report.downloader())) {
            heard.put(report.downloader(), new Heard(report, now));
        }
    }

    private void forget(Instant now) {
        heard.values().removeIf(each -> each.at().plus(HEARD).isBefore(now));
    }

    /** As it is now; reads the ledger. */
    public Rate rate() {
        Instant now = clock.instant();
        forget(now);
        List<DownloaderReport> reports = heard.values().stream().map(Heard::report).toList();
        return new Rate(reports.stream().mapToDouble(DownloaderReport::allowedPerSecond).max().orElse(0),
                reports.stream().mapToDouble(DownloaderReport::usedPerSecond).sum(),
                reports.stream().mapToLong(DownloaderReport::requests).sum(),
                reports.stream().mapToLong(DownloaderReport::throttled5m).sum(),
                reports.stream().map(DownloaderReport::pausedUntil).flatMap(Optional::stream)
                        .max(Comparator.naturalOrder()),
                reports.stream().map(DownloaderReport::breaker).max(Comparator.comparing(Breaker::state))
                        .orElse(Breaker.CLOSED),
                reports, leases.holders());
    }

    public Future<Void> stop() {
        return consumer.unregister();
    }
}
