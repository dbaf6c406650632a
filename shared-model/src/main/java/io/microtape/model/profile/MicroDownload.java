package io.microtape.model.profile;

import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.capture.TapeColumn;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which tapes are captured, and how quotes are thinned. */
public record MicroDownload(Trades trades, Quotes quotes) {
    public MicroDownload {
        if (!trades.enabled() && !quotes.enabled()) {
            throw new IllegalArgumentException(
                    "micro_download.trades.enabled and micro_download.quotes.enabled are both false: there would be nothing to capture; enable one");
        }
    }

    /**
     * Settings of the trades tape.
     *
     * @param columnsKeep the vendor columns to store; empty for all
     */
    public record Trades(boolean enabled, List<String> columnsKeep) {
        public Trades {
            columnsKeep = chosen("micro_download.trades.columns_keep", Tape.TRADES, columnsKeep);
        }
    }

    /**
     * Settings of the quotes tape.
     *
     * @param columnsKeep the vendor columns to store; empty for all
     * @param keepRaw     whether the full tape is stored beside the thinned one
     */
    public record Quotes(boolean enabled, List<String> columnsKeep, QuotePolicy downsample, boolean keepRaw) {
        public Quotes {
            columnsKeep = chosen("micro_download.quotes.columns_keep", Tape.QUOTES, columnsKeep);
        }
    }

    /** In the tape's own order and with the SIP timestamp, without which a row has no place. */
    private static List<String> chosen(String key, Tape tape, List<String> names) {
        List<String> known = TapeColumn.of(tape).stream().map(TapeColumn::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "%s names '%s', which is no column of %s; there are %s".formatted(key, name, tape.word(),
                                String.join(", ", known)));
            }
        }
        return names.isEmpty()
                ? List.of()
                : known.stream().filter(name -> names.contains(name)
                        || name.equals(known.get(TapeColumn.SIP_TIMESTAMP))).toList();
    }

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

    /** The columns of a tape to store; empty for all. */
    public List<String> columns(Tape tape) {
        return tape == Tape.TRADES ? trades.columnsKeep() : quotes.columnsKeep();
    }

    /** Whether the full tape is kept too; of a tape that is not thinned there is no other. */
    public boolean keepsRaw(Tape tape) {
        return quotes.keepRaw() && !policy(tape).equals(QuotePolicy.KEEP_ALL);
    }

    /** The thinning that applies to a tape: trades are never thinned. */
    public QuotePolicy policy(Tape tape) {
        return tape == Tape.QUOTES ? quotes.downsample() : QuotePolicy.KEEP_ALL;
    }
}
