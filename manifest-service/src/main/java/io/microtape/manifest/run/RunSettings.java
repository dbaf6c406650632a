package io.microtape.manifest.run;

import io.microtape.model.run.RunOrder;
import java.time.Duration;

/**
 * The {@code runs} block of the configuration; {@code conf/microtape.yaml} documents the keys.
 *
 * @param order     of a run for which no other is asked
 * @param heartbeat [1 s, 1 d]
 */
public record RunSettings(RunOrder order, Duration heartbeat) {
    public RunSettings {
        if (heartbeat.compareTo(Duration.ofSeconds(1)) < 0 || heartbeat.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("runs.heartbeat is %ds; allowed is 1s to 1d"
                    .formatted(heartbeat.toSeconds()));
        }
    }
}
