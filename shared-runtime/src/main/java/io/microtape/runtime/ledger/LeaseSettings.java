package io.microtape.runtime.ledger;

import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.Range;
import java.time.Duration;
import java.util.List;

/** The {@code leases} block of the configuration; {@code conf/microtape.yaml} documents each key. */
public record LeaseSettings(Duration duration, int maxAttempts, Duration retryAfter, Duration retryAfterMax,
        int notEntitledPauseAfter) {
    public LeaseSettings {
        Range.check("leases.duration", duration, Duration.ofSeconds(1), Duration.ofHours(1));
        Range.check("leases.max_attempts", maxAttempts, 1, 100);
        Range.check("leases.retry_after", retryAfter, Duration.ZERO, Duration.ofDays(1));
        Range.check("leases.retry_after_max", retryAfterMax, Duration.ZERO, Duration.ofDays(1));
        Range.check("leases.not_entitled_pause_after", notEntitledPauseAfter, 0, 1_000_000);
    }

    /** The {@code empty} block. */
    private record Empty(Duration recheckAfter, List<Duration> holeReprobeAfter) {}

    /** What becomes of a capture after an attempt under these settings. */
    static CaptureLifecycle lifecycle(Config config) {
        var leases = config.block("leases", LeaseSettings.class);
        var empty = config.block("empty", Empty.class);
        return new CaptureLifecycle(leases.maxAttempts, leases.retryAfter, leases.retryAfterMax, empty.recheckAfter,
                empty.holeReprobeAfter, leases.notEntitledPauseAfter);
    }
}
