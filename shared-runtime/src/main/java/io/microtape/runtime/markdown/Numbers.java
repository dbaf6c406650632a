package io.microtape.runtime.markdown;

import java.util.Locale;
import java.util.Optional;

/** Numbers as people read them, the same under every locale. */
public final class Numbers {
    private static final double TOO_SMALL_FOR_DECIMALS = 0.00005;
    private static final double NO_DECIMALS_FROM = 10_000;

    private Numbers() {}

    /** {@code 87,254}. */
    public static String whole(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code +1,204}. */
    public static String gain(long count) {
        return count == 0 ? "0" : String.format(Locale.ROOT, "%+,d", count);
    }

    /** At most four decimals, none where they are zero: {@code 46.1538}, {@code 130}, {@code 152,340}. */
    public static String plain(double value) {
        double size = Math.abs(value);
        if (size >= NO_DECIMALS_FROM || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value + 0.0);
        }
        if (size < TOO_SMALL_FOR_DECIMALS) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        return String.format(Locale.ROOT, "%,.4f", value).replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    /** As {@link #plain}; nothing where there is no number. */
    public static String plain(Optional<Double> value) {
        return value.map(Numbers::plain).orElse("");
    }

    /** As {@link #plain} with a sign; nothing where there is no number. */
    public static String signed(Optional<Double> value) {
        return value.map(number -> (number > 0 ? "+" : "") + plain(number)).orElse("");
    }

    /** One decimal: {@code 15.0}. */
    public static String tenths(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }
}
