package io.microtape.manifest.estimate;

import java.util.Optional;

/**
 * One quantity of the captures that are compared, as estimated and as it was.
 *
 * @param name      {@code requests}, {@code rows_received}, {@code rows_kept}, {@code bytes} or {@code hours}
 * @param captures  captures that are compared, on both sides the same
 * @param p50       estimated for these captures
 * @param p90       estimated for these captures
 * @param actual    measured of them
 * @param ratio     {@code actual / p50}; absent when p50 is 0
 * @param placement {@code below_p50}, {@code within} (both ends included) or {@code above_p90}
 */
public record FigureScore(String name, long captures, double p50, double p90, double actual,
        Optional<Double> ratio, String placement) {

    static FigureScore of(String name, long captures, double p50, double p90, double actual) {
        String placement = actual < p50 ? "below_p50" : actual <= p90 ? "within" : "above_p90";
        return new FigureScore(name, captures, p50, p90, actual,
                p50 == 0 ? Optional.empty() : Optional.of(actual / p50),
                placement);
    }
}
