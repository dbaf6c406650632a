package io.microtape.model.vendor;

import java.util.OptionalInt;

/**
 * How often the vendor may be asked, by the second and by the minute; both hold.
 *
 * @param perSecond requests a second
 * @param perMinute requests a minute; empty for no such limit
 */
public record RequestRate(double perSecond, OptionalInt perMinute) {
    private static final double SECONDS_PER_MINUTE = 60;

    /**
     * The rate of these settings.
     *
     * @param perMinute    0 for none; a plan that is held to less is held to less
     * @param delaySeconds time between two requests, which takes the place of the other two; 0 for none
     */
    public static RequestRate of(Plan plan, double perSecond, int perMinute, double delaySeconds) {
        boolean delayed = delaySeconds > 0;
        int configured = delayed || perMinute == 0 ? Integer.MAX_VALUE : perMinute;
        int least = Math.min(configured, plan.requestsPerMinute().orElse(Integer.MAX_VALUE));
        return new RequestRate(delayed ? 1 / delaySeconds : perSecond,
                least == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(least));
    }

    /** Requests a second that both permit in the long run. */
    public double sustained() {
        return Math.min(perSecond, perMinute.isPresent()
                ? perMinute.getAsInt() / SECONDS_PER_MINUTE
                : Double.POSITIVE_INFINITY);
    }
}
