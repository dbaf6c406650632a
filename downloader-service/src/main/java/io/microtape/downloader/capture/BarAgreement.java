package io.microtape.downloader.capture;

import io.microtape.model.capture.EventBar;
import io.microtape.model.capture.Grade;
import io.microtape.model.capture.TapeColumn;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.tape.TapeBatch;

/** Builds the bar of the event minute from its trades, as the consolidated rules want it, and compares it with the event's. */
final class BarAgreement {
    private static final int PRICE = TapeColumn.index(Tape.TRADES, "price");
    private static final int SIZE = TapeColumn.index(Tape.TRADES, "size");
    private static final int CONDITIONS = TapeColumn.index(Tape.TRADES, "conditions");
    private static final int CORRECTION = TapeColumn.index(Tape.TRADES, "correction");
    private static final double CLOSE_MATCH = 0.01;
    private static final double NEAR_MATCH = 0.05;

    private double open = Double.NaN;
    private double high = Double.NaN;
    private double low = Double.NaN;
    private double close = Double.NaN;
    private double volume;
    private boolean any;

    /** Takes the next trade of the event minute. */
    void add(TapeBatch trades, int row) {
        boolean undone = trades.isPresent(CORRECTION, row)
                && TradeConditions.undone(trades.intAt(CORRECTION, row));
        if (undone || !trades.isPresent(PRICE, row)) {
            return;
        }
        boolean counts = true;
        boolean movesHighLow = true;
        boolean movesOpenClose = true;
        for (int i = 0; i < trades.lengthAt(CONDITIONS, row); i++) {
            int condition = trades.elementAt(CONDITIONS, row, i);
            counts &= TradeConditions.countsInVolume(condition);
            movesHighLow &= TradeConditions.movesHighLow(condition);
            movesOpenClose &= TradeConditions.movesOpenClose(condition);
        }
        double size = trades.isPresent(SIZE, row) ? trades.doubleAt(SIZE, row) : 0;
        add(trades.doubleAt(PRICE, row), size, counts, movesHighLow, movesOpenClose);
    }

    private void add(double price, double size, boolean counts, boolean movesHighLow, boolean movesOpenClose) {
        any = true;
        if (counts) {
            volume += size;
        }
        if (movesHighLow) {
            high = Double.isNaN(high) ? price : Math.max(high, price);
            low = Double.isNaN(low) ? price : Math.min(low, price);
        }
        if (movesOpenClose) {
            open = Double.isNaN(open) ? price : open;
            close = price;
        }
    }

    /**
     * The grade by the part that is furthest off. A part that either side lacks is not compared; without any trade or any
     * common part it is {@code NONE}.
     */
    Grade grade(EventBar event) {
        double[][] pairs = {{event.open(), open}, {event.high(), high}, {event.low(), low}, {event.close(), close},
                {event.volume(), volume}};
        double worst = Double.NaN;
        for (double[] pair : pairs) {
            double off = Math.abs(pair[1] - pair[0]) / Math.abs(pair[0]);
            if (Double.isFinite(off)) {
                worst = Double.isNaN(worst) ? off : Math.max(worst, off);
            }
        }
        if (!any || Double.isNaN(worst)) {
            return Grade.NONE;
        }
        return worst <= CLOSE_MATCH ? Grade.A : worst <= NEAR_MATCH ? Grade.B : Grade.C;
    }
}
