package io.microtape.downloader;

import java.time.Duration;

/** The {@code downloader} block of the configuration; {@code conf/microtape.yaml} documents each key. */
public record DownloaderSettings(int workers, Duration leaseDuration, Duration idlePoll, int maxAttempts,
        Duration retryAfter, Duration retryAfterMax, int notEntitledPauseAfter, int breakerFailureRate,
        int breakerMinCalls, Duration breakerWindow, Duration breakerReset) {
    public DownloaderSettings {
        range("workers", workers, 1, 256);
        range("lease_duration", leaseDuration, Duration.ofSeconds(1), Duration.ofHours(1));
        range("idle_poll", idlePoll, Duration.ofMillis(1), Duration.ofMinutes(10));
        range("max_attempts", maxAttempts, 1, 100);
        range("retry_after", retryAfter, Duration.ZERO, Duration.ofDays(1));
        range("retry_after_max", retryAfterMax, Duration.ZERO, Duration.ofDays(1));
        range("not_entitled_pause_after", notEntitledPauseAfter, 0, 1_000_000);
        range("breaker_failure_rate", breakerFailureRate, 1, 100);
        range("breaker_min_calls", breakerMinCalls, 1, 1_000_000);
        range("breaker_window", breakerWindow, Duration.ofSeconds(1), Duration.ofHours(1));
        range("breaker_reset", breakerReset, Duration.ofMillis(1), Duration.ofHours(1));
    }

    private static void range(String key, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    "downloader.%s is %d; allowed is %d to %d".formatted(key, value, low, high));
        }
    }

    private static void range(String key, Duration value, Duration low, Duration high) {
        if (value.compareTo(low) < 0 || value.compareTo(high) > 0) {
            throw new IllegalArgumentException("downloader.%s is %s; allowed is %s to %s".formatted(key, text(value),
                    text(low), text(high)));
        }
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
