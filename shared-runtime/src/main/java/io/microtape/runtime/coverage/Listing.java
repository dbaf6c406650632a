package io.microtape.runtime.coverage;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The captures that are meant, by the page. */
final class Listing {
    private final ManifestImage image;
    private final CaptureAsk ask;
    private final int[] meant;

    Listing(ManifestImage image, Narrowing narrowing, CaptureAsk ask) {
        this.image = image;
        this.ask = ask;
        this.meant = IntStream.range(0, image.size).filter(narrowing::holds).toArray();
    }

    long total() {
        return meant.length;
    }

    /** Positions in the image, in the order asked for. */
    int[] page() {
        int from = (int) Math.min(ask.offset(), meant.length);
        int to = (int) Math.min(ask.offset() + ask.limit(), meant.length);
        return switch (ask.order()) {
            case WINDOW -> Arrays.copyOfRange(meant, from, to);
            case SETTLED -> newest(from, to);
        };
    }

    /** Those that cannot be on the page are told by one number, so that few have to be put in order. */
    private int[] newest(int from, int to) {
        if (from == to) {
            return new int[0];
        }
        long[] times = Arrays.stream(meant).mapToLong(at -> image.settledAt[at]).sorted().toArray();
        long oldest = times[times.length - to];
        return Arrays.stream(meant).filter(at -> image.settledAt[at] >= oldest).boxed()
                .sorted(Comparator.<Integer>comparingLong(at -> image.settledAt[at]).reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .skip(from).limit(to - from).mapToInt(Integer::intValue).toArray();
    }
}
