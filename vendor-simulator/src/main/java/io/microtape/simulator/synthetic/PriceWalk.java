package io.microtape.simulator.synthetic;

import java.time.LocalDate;

/**
 * A symbol's closing level on any date, without walking there: noise of several wave lengths added up, so that
 * neighbouring days are near each other and decades later the price is still one of a small cap.
 */
final class PriceWalk {
    private static final int STREAM = 2;
    private static final int[] WAVE_DAYS = {512, 128, 32, 8, 2, 1};
    /** In logarithms; their sum keeps every price within a factor of 1.9 of the base. */
    private static final double[] AMPLITUDE = {0.25, 0.15, 0.10, 0.06, 0.04, 0.02};

    private final long seed;

    PriceWalk(long seed) {
        this.seed = seed;
    }

    /** USD at the regular close of a date. */
    double close(String symbol, SymbolTraits traits, LocalDate date) {
        double log = 0;
        for (int wave = 0; wave < WAVE_DAYS.length; wave++) {
            log += AMPLITUDE[wave] * noise(symbol, wave, date.toEpochDay());
        }
        return traits.basePrice() * StrictMath.exp(log);
    }

    private double noise(String symbol, int wave, long day) {
        long step = Math.floorDiv(day, WAVE_DAYS[wave]);
        double part = Math.floorMod(day, WAVE_DAYS[wave]) / (double) WAVE_DAYS[wave];
        double left = knot(symbol, wave, step);
        double right = knot(symbol, wave, step + 1);
        return left + (right - left) * part * part * (3 - 2 * part);
    }

    private double knot(String symbol, int wave, long step) {
        return Dice.of(seed, symbol, STREAM, wave, step).between(-1, 1);
    }
}
