package io.microtape.downloader.ratelimit;

/** How many a second over the last {@value #SECONDS} whole seconds. */
final class RecentCount {
    private static final int SECONDS = 10;
    private static final long NANOS = 1_000_000_000L;

    private final long[] counts = new long[SECONDS + 1];
    private final long[] second = new long[SECONDS + 1];

    synchronized void add(long now) {
        long at = now / NANOS;
        int place = (int) (at % counts.length);
        if (second[place] != at) {
            second[place] = at;
            counts[place] = 0;
        }
        counts[place]++;
    }

    synchronized double perSecond(long now) {
        long at = now / NANOS;
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            if (second[i] < at && second[i] >= at - SECONDS) {
                sum += counts[i];
            }
        }
        return (double) sum / SECONDS;
    }
}
