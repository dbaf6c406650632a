package io.microtape.manifest.bars;

/**
 * Trading days for which a symbol has no bar although it has bars before and after. The 20 sessions that a day is measured
 * against are the symbol's own 20 bars, whatever days are missing between them; this says how often that was so.
 *
 * @param symbols  symbols with at least one such day
 * @param sessions such days over all symbols
 */
public record Gaps(int symbols, int sessions) {
    static final Gaps NONE = new Gaps(0, 0);
}
