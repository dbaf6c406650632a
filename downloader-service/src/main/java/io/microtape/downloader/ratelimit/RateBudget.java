package io.microtape.downloader.ratelimit;

/**
 * How many requests the whole fleet may make.
 *
 * @param nanosPerRequest time that one request uses up
 * @param burst           requests that may be made at once after a pause
 */
public record RateBudget(long nanosPerRequest, int burst) {
    private static final long SECOND = 1_000_000_000L;

    public RateBudget {
        if (nanosPerRequest < 1 || burst < 1) {
            throw new IllegalArgumentException(
                    "no budget: %d ns a request, burst %d".formatted(nanosPerRequest, burst));
        }
    }

    public static RateBudget perSecond(int requests) {
        return new RateBudget(SECOND / requests, Math.max(1, requests / 10));
    }

    /** No burst: a vendor that counts by the minute must not see two minutes' worth around the turn of one. */
    public static RateBudget perMinute(int requests) {
        return new RateBudget(60 * SECOND / requests, 1);
    }
}
