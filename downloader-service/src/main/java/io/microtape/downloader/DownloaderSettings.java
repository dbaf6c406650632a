package io.microtape.downloader;

import io.microtape.runtime.config.Range;
import java.time.Duration;

/** The {@code downloader} block of the configuration; {@code conf/microtape.yaml} documents each key. */
public record DownloaderSettings(int workers, Duration idlePoll, Duration drain, int breakerFailureRate,
        int breakerMinCalls, Duration breakerWindow, Duration breakerReset) {
    public DownloaderSettings {
        Range.check("downloader.workers", workers, 1, 256);
        Range.check("downloader.idle_poll", idlePoll, Duration.ofMillis(1), Duration.ofMinutes(10));
        Range.check("downloader.drain", drain, Duration.ZERO, Duration.ofHours(1));
        Range.check("downloader.breaker_failure_rate", breakerFailureRate, 1, 100);
        Range.check("downloader.breaker_min_calls", breakerMinCalls, 1, 1_000_000);
        Range.check("downloader.breaker_window", breakerWindow, Duration.ofSeconds(1), Duration.ofHours(1));
        Range.check("downloader.breaker_reset", breakerReset, Duration.ofMillis(1), Duration.ofHours(1));
    }
}
