package io.microtape.model.lease;

/**
 * What the extension's triggers compare with, from the complete captures of the same symbol.
 *
 * @param speed        the asked percentile of their trades a second in the event minute; NaN when there is none
 * @param speedCount   how many captures that is taken from
 * @param spread       the asked percentile of their median relative spread in the event minute; NaN when there is none
 * @param spreadCount  how many captures that is taken from
 */
public record History(double speed, int speedCount, double spread, int spreadCount) {
    /** Fewer earlier captures than these say nothing: the trigger is off. */
    public static final int ENOUGH = 20;

    public static final History NONE = new History(Double.NaN, 0, Double.NaN, 0);
}
