package io.microtape.downloader.capture;

import io.microtape.model.capture.Extension;
import io.microtape.model.lease.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a window gets its longer bounds, and why: every trigger with what it saw and what it was held against.
 *
 * @param words for people and for the record, such as {@code extended: tape_speed 12.1 over 8.4 (p90 of 25 captures)}
 */
record ExtensionVerdict(boolean extended, String words) {

    /**
     * The rule: any trigger that holds is enough.
     *
     * @param tradesPerSecond in the event minute; NaN when this tape does not tell
     * @param relativeSpread  median in the event minute; NaN when this tape does not tell
     * @param spikeX          the event's volume over the mean of the 20 minutes before; NaN when unknown
     */
    static ExtensionVerdict of(Extension longer, History history, double tradesPerSecond, double relativeSpread,
            double spikeX) {
        List<String> readings = new ArrayList<>();
        boolean fast = above("tape_speed", tradesPerSecond, longer.speedPercentile(), history.speed(),
                history.speedCount(), readings);
        boolean wide = above("nbbo_spread", relativeSpread, longer.spreadPercentile(), history.spread(),
                history.spreadCount(), readings);
        boolean spike = longer.spikeX() > 0 && spikeX >= longer.spikeX();
        readings.add(longer.spikeX() == 0
                ? "vol_spike off"
                : Double.isNaN(spikeX)
                        ? "vol_spike unknown"
                        : "vol_spike %s %s %s".formatted(plain(spikeX), spike ? "at least" : "below",
                                plain(longer.spikeX())));
        boolean extended = fast || wide || spike;
        return new ExtensionVerdict(extended,
                (extended ? "extended: " : "not extended: ") + String.join("; ", readings));
    }

    private static boolean above(String trigger, double seen, double percentile, double limit, int captures,
            List<String> readings) {
        if (Double.isNaN(seen)) {
            return false;
        }
        boolean off = percentile == 0;
        boolean known = captures >= History.ENOUGH;
        boolean holds = !off && known && seen > limit;
        readings.add(off
                ? trigger + " off"
                : known
                        ? "%s %s %s %s (p%s of %d captures)".formatted(trigger, plain(seen), holds ? "over" : "within",
                                plain(limit), plain(percentile), captures)
                        : "%s off (%d earlier captures, %d needed)".formatted(trigger, captures, History.ENOUGH));
        return holds;
    }

    private static String plain(double value) {
        return String.format(Locale.ROOT, "%.6g", value).replaceAll("(\\.\\d*?)0+$", "$1").replaceAll("\\.$", "");
    }
}
