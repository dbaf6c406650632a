package io.microtape.manifest.selection;

/** The sieves an event passes through, in this order. */
public enum Stage {
    /** Is it one event, at a time when something trades? */
    INTEGRITY,
    /** Is it comparable and complete? */
    QUALITY,
    /** Does enough trade? */
    LIQUIDITY,
    /** Does one symbol not take everything? */
    DIVERSITY,
    /** Is the day balanced? */
    QUOTAS,
    /** Does it still fit? */
    GLOBAL_CAP
}
