package io.microtape.downloader.capture;

import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.EventBar;
import io.microtape.model.capture.Findings;
import io.microtape.model.capture.Grade;
import io.microtape.model.capture.Tape;
import io.microtape.model.capture.TapeColumn;
import io.microtape.runtime.tape.TapeBatch;
import java.util.BitSet;

/** Measures all rows of a capture on their way to its file, whatever is then thinned or left out. Rows may come in any order. */
final class Measures {
    private static final long MINUTE = 60_000_000_000L;
    private static final double SECONDS_PER_MINUTE = 60;
    private static final double LOT = 100;
    private static final int BID_SIZE = TapeColumn.index(Tape.QUOTES, "bid_size");
    private static final int ASK_SIZE = TapeColumn.index(Tape.QUOTES, "ask_size");
    private static final int BID = TapeColumn.index(Tape.QUOTES, "bid_price");
    private static final int ASK = TapeColumn.index(Tape.QUOTES, "ask_price");

    private final CaptureSpec spec;
    private final BarAgreement agreement = new BarAgreement();
    private final Median spread = new Median();
    private final BitSet minutesWithTrade = new BitSet();
    private final long firstMinute;
    private long tradesInEventMinute;
    private long sizes;
    private long wholeLots;

    Measures(CaptureSpec spec) {
        this.spec = spec;
        this.firstMinute = minute(spec.extension().map(longer -> longer.from()).orElse(spec.windowFrom()));
    }

    void add(TapeBatch rows, int from, int to) {
        for (int row = from; row < to; row++) {
            long at = rows.sipTimestamp(row);
            boolean inEventMinute = at >= spec.eventAt() && at < spec.eventAt() + MINUTE;
            if (spec.tape() == Tape.TRADES) {
                minutesWithTrade.set((int) (minute(at) - firstMinute));
                if (inEventMinute) {
                    tradesInEventMinute++;
                    agreement.add(rows, row);
                }
            } else {
                addSize(rows, row, BID_SIZE);
                addSize(rows, row, ASK_SIZE);
                if (inEventMinute) {
                    addSpread(rows, row);
                }
            }
        }
    }

    private void addSize(TapeBatch quotes, int row, int column) {
        double size = quotes.isPresent(column, row) ? quotes.doubleAt(column, row) : 0;
        if (size > 0) {
            sizes++;
            wholeLots += size % LOT == 0 ? 1 : 0;
        }
    }

    private void addSpread(TapeBatch quotes, int row) {
        double bid = quotes.isPresent(BID, row) ? quotes.doubleAt(BID, row) : 0;
        double ask = quotes.isPresent(ASK, row) ? quotes.doubleAt(ASK, row) : 0;
        if (bid > 0 && ask > 0) {
            spread.add((ask - bid) / ((ask + bid) / 2));
        }
    }

    /** Trades a second in the event minute; NaN for quotes. */
    double tradesPerSecond() {
        return spec.tape() == Tape.TRADES ? tradesInEventMinute / SECONDS_PER_MINUTE : Double.NaN;
    }

    /** Median of (ask - bid) / mid over the two-sided quotes of the event minute; NaN without any. */
    double relativeSpread() {
        return spread.value();
    }

    /** The unit of the sizes, by the date and by the sizes themselves. */
    SizeUnit sizeUnit() {
        return SizeUnit.of(spec, sizes, wholeLots);
    }

    /** What was found over {@code [from, to)}. */
    Findings findings(EventBar bar, long from, long to, String extension) {
        boolean trades = spec.tape() == Tape.TRADES;
        long minutes = minute(to - 1) - minute(from) + 1;
        return new Findings(trades ? agreement.grade(bar) : Grade.NONE,
                trades ? minutesWithTrade.cardinality() / (double) minutes : Double.NaN, tradesPerSecond(),
                relativeSpread(), extension);
    }

    private static long minute(long at) {
        return Math.floorDiv(at, MINUTE);
    }
}
