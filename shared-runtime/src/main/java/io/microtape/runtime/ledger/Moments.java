package io.microtape.runtime.ledger;

/**
 * Count, sum and sum of squares of one quantity: all that its mean and spread need, and what can be added up over groups.
 */
public record Moments(long count, double sum, double squares) {
    /** Nothing measured. */
    public static final Moments NONE = new Moments(0, 0, 0);

    /** Both taken together. */
    public Moments plus(Moments other) {
        return new Moments(count + other.count, sum + other.sum, squares + other.squares);
    }

    /** The arithmetic mean; NaN of nothing. */
    public double mean() {
        return sum / count;
    }

    /** The sample's standard deviation; 0 of fewer than two. */
    public double deviation() {
        // Rounding may leave a tiny negative where all values are equal.
        return count < 2 ? 0 : Math.sqrt(Math.max(0, (squares - sum * sum / count) / (count - 1)));
    }
}
