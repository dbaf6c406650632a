package io.microtape.simulator.universe;

/** Made-up tickers of four letters, no two alike among the first 456,976. */
final class SymbolNames {
    private static final int LETTERS = 26;
    private static final int NAMES = LETTERS * LETTERS * LETTERS * LETTERS;
    /** Shares no factor with the number of names, so that every step lands on a new one. */
    private static final int STRIDE = 174_763;
    private static final int START = 118_381;

    private SymbolNames() {}

    static String of(int index) {
        int rest = (int) ((START + (long) index * STRIDE) % NAMES);
        var name = new char[4];
        for (int i = 0; i < name.length; i++) {
            name[i] = (char) ('A' + rest % LETTERS);
            rest /= LETTERS;
        }
        return new String(name);
    }
}
