package io.microtape.status.fleet;

import io.microtape.model.fleet.DownloaderReport;
import io.microtape.model.fleet.DownloaderReport.Breaker;
import io.microtape.runtime.ledger.LeaseDesk.Holder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the fleet stands with its budget and the vendor.
 *
 * @param allowedPerSecond requests that the shared budget allows now; 0 when no downloader was heard
 * @param usedPerSecond    requests of all downloaders, over the last seconds
 * @param requests         requests of all downloaders since their starts
 * @param throttled5m      429s of the last five minutes
 * @param pausedUntil      until when a 429 holds all back
 * @param breaker          the circuit that is furthest from closed
 * @param downloaders      those heard in the last five seconds, by name
 * @param leases           who holds how many captures
 */
public record Rate(double allowedPerSecond, double usedPerSecond, long requests, long throttled5m,
        Optional<Instant> pausedUntil, Breaker breaker, List<DownloaderReport> downloaders, List<Holder> leases) {}
