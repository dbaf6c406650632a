package io.microtape.simulator.synthetic;

/** Which exchange a row comes from, by the vendor's ids, about as often as in real small caps. */
final class Venues {
    /** Trades reported off exchange. */
    static final int FINRA = 4;
    private static final int[] IDS = {FINRA, 12, 11, 19, 8, 21, 7, 15, 18, 10, 2, 20, 17, 9, 3, 1};
    private static final double[] UP_TO = {0.36, 0.56, 0.67, 0.76, 0.83, 0.88, 0.91, 0.94, 0.96, 0.97, 0.98, 0.985,
            0.99, 0.994, 0.997, 1};

    private Venues() {}

    static int ofTrade(Dice dice) {
        return at(dice.unit());
    }

    /** Never off exchange: nobody quotes there. */
    static int ofQuote(Dice dice) {
        return at(dice.between(UP_TO[0], 1));
    }

    private static int at(double draw) {
        int index = 0;
        while (draw >= UP_TO[index]) {
            index++;
        }
        return IDS[index];
    }
}
