package io.microtape.manifest.selection;

/**
 * Events that an earlier manifest holds and that stay whatever the rules say: the last rows of the table.
 *
 * @param from  the first of them; past the last row if there are none
 * @param score the score that each had there, in order
 * @param step  the step of relaxation that had admitted each there
 */
public record Kept(int from, double[] score, int[] step) {
    /** Nothing is kept. */
    public static final Kept NONE = new Kept(Integer.MAX_VALUE, new double[0], new int[0]);

    boolean is(int row) {
        return row >= from;
    }
}
