package io.microtape.downloader.ratelimit;

import java.time.Duration;

/**
 * The budget as one process sees it.
 *
 * @param allowed   requests a second that the fleet may make now
 * @param ceiling   the most that it may ever make
 * @param using     requests a second of this process over the last ten seconds
 * @param used      permits used by this process
 * @param waiting   requests of this process that wait for a permit
 * @param throttled 429s that this process met
 * @param pauseLeft how long nobody sends because the vendor said so
 * @param reachable whether the shared numbers can be reached; nobody sends while not
 */
public record RateStatus(double allowed, double ceiling, double using, long used, int waiting, long throttled,
        Duration pauseLeft, boolean reachable) {
    /** Requests a second that this process could make in addition. */
    public double headroom() {
        return pauseLeft.isPositive() || !reachable ? 0 : Math.max(0, allowed - using);
    }
}
