package io.microtape.downloader;

import java.time.Duration;

/** The {@code downloader} block of the configuration; {@code conf/microtape.yaml} documents each key. */
public record DownloaderSettings(int workers, Duration leaseDuration, Duration idlePoll, int maxAttempts,
        Duration retryAfter, Duration retryAfterMax, int breakerFailures, Duration breakerWindow,
        Duration breakerReset) {
    public DownloaderSettings {
        if (workers < 1 || workers > 256) {
            throw new IllegalArgumentException("downloader.workers is %d; allowed is 1 to 256".formatted(workers));
        }
        if (leaseDuration.toMillis() < 1000) {
            throw new IllegalArgumentException("downloader.lease_duration is shorter than 1s");
        }
        if (idlePoll.isZero()) {
            throw new IllegalArgumentException("downloader.idle_poll must be longer than 0");
        }
    }
}
