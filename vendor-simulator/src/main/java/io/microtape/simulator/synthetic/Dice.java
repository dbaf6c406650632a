package io.microtape.simulator.synthetic;

/**
 * Random numbers from SplitMix64 (Steele, Lea, Flood 2014), written out so that a seed means the same on every JDK.
 * Only additions, multiplications and shifts: the same bits on every machine.
 */
final class Dice {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final double ROOT_OF_THREE = 1.7320508075688772;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    /** Dice for one purpose; any other list of keys gives unrelated numbers. */
    static Dice of(long seed, String symbol, long... keys) {
        long hash = mixed(seed);
        for (int i = 0; i < symbol.length(); i++) {
            hash = mixed(hash + symbol.charAt(i));
        }
        for (long key : keys) {
            hash = mixed(hash ^ (key * GAMMA));
        }
        return new Dice(hash);
    }

    /** In [0, 1). */
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    double between(double low, double high) {
        return low + (high - low) * unit();
    }

    /** In [0, bound). */
    int below(int bound) {
        return (int) (unit() * bound);
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    /** Mean 0, deviation 1, bell-shaped inside +-3.46: the sum of four uniform numbers. */
    double bell() {
        return (unit() + unit() + unit() + unit() - 2) * ROOT_OF_THREE;
    }

    private long next() {
        state += GAMMA;
        return mixed(state);
    }

    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
