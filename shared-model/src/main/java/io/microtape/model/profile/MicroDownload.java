package io.microtape.model.profile;

import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import java.util.EnumSet;
import java.util.Set;

/** Which tapes are captured, and how quotes are thinned. */
public record MicroDownload(Trades trades, Quotes quotes) {
    public MicroDownload {
        if (!trades.enabled() && !quotes.enabled()) {
            throw new IllegalArgumentException(
                    "micro_download.trades.enabled and micro_download.quotes.enabled are both false: there would be nothing to capture; enable one");
        }
    }

    /** Settings of the trades tape. */
    public record Trades(boolean enabled) {}

    /** Settings of the quotes tape. */
    public record Quotes(boolean enabled, QuotePolicy downsample) {}

    /** The tapes that a run captures unless it is told otherwise. */
    public Set<Tape> tapes() {
        Set<Tape> tapes = EnumSet.noneOf(Tape.class);
        if (trades.enabled()) {
            tapes.add(Tape.TRADES);
        }
        if (quotes.enabled()) {
            tapes.add(Tape.QUOTES);
        }
        return tapes;
    }

    /** The thinning that applies to a tape: trades are never thinned. */
    public QuotePolicy policy(Tape tape) {
        return tape == Tape.QUOTES ? quotes.downsample() : QuotePolicy.KEEP_ALL;
    }
}
