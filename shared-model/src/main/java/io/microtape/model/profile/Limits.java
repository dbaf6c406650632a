package io.microtape.model.profile;

/** Range checks that name the configuration key and what it allows. */
final class Limits {
    private Limits() {}

    static void inRange(String key, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    "%s is %s; allowed is %s to %s".formatted(key, plain(value), plain(low), plain(high)));
        }
    }

    static void ordered(String lowKey, double low, String highKey, double high) {
        if (low > high) {
            throw new IllegalArgumentException(
                    "%s (%s) is above %s (%s)".formatted(lowKey, plain(low), highKey, plain(high)));
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
