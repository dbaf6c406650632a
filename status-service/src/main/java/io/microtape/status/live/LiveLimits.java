package io.microtape.status.live;

import java.time.Duration;

/**
 * What bounds the live stream.
 *
 * @param maxClients clients at one time; the next is refused
 * @param pause      least time between two ledger reads for one manifest, however much changes
 * @param refresh    most time between two snapshots: announcements may be lost, and a client must be able to tell
 *                   unchanged from unheard
 * @param heartbeat  time between comments that keep the connection open while no snapshot comes
 * @param patience   how long a client may not read before it is cut
 */
public record LiveLimits(int maxClients, Duration pause, Duration refresh, Duration heartbeat, Duration patience) {
    public static final LiveLimits DEFAULT = new LiveLimits(500, Duration.ofMillis(250), Duration.ofSeconds(10),
            Duration.ofSeconds(15), Duration.ofSeconds(30));
}
