package io.microtape.downloader.capture;

import io.microtape.model.capture.EventBar;
import io.microtape.model.capture.Grade;
import io.microtape.model.capture.TapeColumn;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.tape.TapeBatch;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.complex.ListVector;

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
        var price = (Float8Vector) trades.vector(PRICE);
        var correction = (IntVector) trades.vector(CORRECTION);
        boolean undone = !correction.isNull(row) && TradeConditions.undone(correction.get(row));
        if (undone || price.isNull(row)) {
            return;
        }
        boolean counts = true;
        boolean movesHighLow = true;
        boolean movesOpenClose = true;
        var conditions = (ListVector) trades.vector(CONDITIONS);
        if (!conditions.isNull(row)) {
            var ids = (IntVector) conditions.getDataVector();
            for (int i = conditions.getElementStartIndex(row); i < conditions.getElementEndIndex(row); i++) {
                counts &= TradeConditions.countsInVolume(ids.get(i));
                movesHighLow &= TradeConditions.movesHighLow(ids.get(i));
                movesOpenClose &= TradeConditions.movesOpenClose(ids.get(i));
            }
        }
        add(price.get(row), size(trades, row), counts, movesHighLow, movesOpenClose);
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

    private static double size(TapeBatch trades, int row) {
        var size = (Float8Vector) trades.vector(SIZE);
        return size.isNull(row) ? 0 : size.get(row);
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
