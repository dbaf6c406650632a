package io.microtape.simulator.rewrite;

import io.microtape.simulator.tape.Order;
import java.util.Collections;
import java.util.List;

/** Changes of which rows there are, in which order, and when they happened. */
public final class Rows {
    private Rows() {}

    /** One row has a stamp just outside of what was asked for. */
    public static boolean outside(Draft page) {
        List<String> rows = page.rows();
        boolean end = page.question().range().to() != Long.MAX_VALUE;
        if (rows.isEmpty() || (!end && page.question().range().from() == Long.MIN_VALUE)) {
            return false;
        }
        // The row at that end, so that the rows still come in order.
        boolean last = end == (page.question().order() == Order.ASC);
        long stamp = end ? page.question().range().to() : page.question().range().from() - 1;
        int at = last ? rows.size() - 1 : 0;
        rows.set(at, RowText.withSip(rows.get(at), Long.toString(stamp)));
        return true;
    }

    /** Two rows with different stamps have changed places. */
    public static boolean outOfOrder(Draft page) {
        List<String> rows = page.rows();
        for (int i = rows.size() / 2; i + 1 < rows.size(); i++) {
            if (swap(rows, i)) {
                return true;
            }
        }
        for (int i = 0; i + 1 < rows.size() && i < rows.size() / 2; i++) {
            if (swap(rows, i)) {
                return true;
            }
        }
        return false;
    }

    /** A row in the middle is left out, and the count agrees. */
    public static boolean lost(Draft page) {
        if (page.rows().size() < 2) {
            return false;
        }
        page.rows().remove(page.rows().size() / 2);
        page.countRows();
        return true;
    }

    private static boolean swap(List<String> rows, int at) {
        if (RowText.sip(rows.get(at)) == RowText.sip(rows.get(at + 1))) {
            return false;
        }
        Collections.swap(rows, at, at + 1);
        return true;
    }
}
