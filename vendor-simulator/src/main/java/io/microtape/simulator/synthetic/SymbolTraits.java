package io.microtape.simulator.synthetic;

/**
 * What stays the same about a symbol.
 *
 * @param basePrice USD, the level its price wanders around
 * @param dailyTrades prints on a quiet day
 * @param lot mean shares a print
 * @param volatility deviation of a quiet day's return
 * @param spreadBps quoted spread in regular hours, basis points of the price
 * @param tape 1, 2 or 3 as the vendor counts them
 * @param listing id of the exchange that holds its auctions
 */
record SymbolTraits(double basePrice, double dailyTrades, double lot, double volatility, double spreadBps, int tape,
        int listing) {
    private static final int STREAM = 1;
    private static final int[] LISTING_BY_TAPE = {10, 11, 12};

    static SymbolTraits of(long seed, String symbol) {
        Dice dice = Dice.of(seed, symbol, STREAM);
        int tape = dice.chance(0.7) ? 3 : 1 + dice.below(2);
        return new SymbolTraits(4 * StrictMath.exp(dice.unit() * 2), 1_700 * StrictMath.exp(dice.unit() * 1.2),
                dice.between(90, 220), dice.between(0.02, 0.05), dice.between(8, 35), tape, LISTING_BY_TAPE[tape - 1]);
    }
}
