package io.microtape.model.capture;

/** How well the trades of the event minute agree with the bar that the event brought. It never deletes data. */
public enum Grade {
    /** Open, high, low, close and volume within 1 %. */
    A,
    /** Within 5 %. */
    B,
    /** Further apart. */
    C,
    /** Nothing to compare: no bar, or no trade that counts. */
    NONE
}
