package io.microtape.simulator.universe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds events in a day's minute bars by plain rules, in all three sessions. A type that has fired rests for ten minutes,
 * so that one move is one event of each type it shows. The auctions' own minutes are left out.
 */
final class EventDetector {
    private static final int REST_MINUTES = 10;
    private static final int OPENING_RANGE_MINUTES = 5;
    private static final int RANGE_MINUTES = 15;
    private static final int MOMENTUM_MINUTES = 5;
    private static final int LEAST_VOLUME = 2_500;
    /** Right after the open the usual volume is still the premarket's, and every minute of every day would stand out. */
    private static final double OPENING_PACE = 6;

    private final DayBars bars;
    private final List<DetectedEvent> found = new ArrayList<>();
    private final Map<String, Integer> firedAt = new HashMap<>();

    private EventDetector(DayBars bars) {
        this.bars = bars;
    }

    /** The events of a day, by minute. */
    static List<DetectedEvent> detect(DayBars bars) {
        var detector = new EventDetector(bars);
        var plan = bars.plan();
        for (int minute = DayBars.LOOK_BACK; minute < plan.minutes(); minute++) {
            boolean auction = minute == plan.openMinute() || minute == plan.closeMinute();
            if (!auction && plan.volume()[minute] >= LEAST_VOLUME) {
                detector.minute(minute);
            }
        }
        return detector.found;
    }

    private void minute(int minute) {
        int[] open = bars.plan().open();
        int[] close = bars.plan().close();
        int sinceOpen = minute - bars.plan().openMinute();
        double spikeX = bars.spikeX(minute) / (sinceOpen >= 0 && sinceOpen < DayBars.LOOK_BACK ? OPENING_PACE : 1);
        double change = close[minute] / (double) open[minute] - 1;
        boolean up = change >= 0;
        if (spikeX >= 8) {
            fire("volume_spike", minute, up, bars.spikeX(minute));
        }
        if (spikeX >= 4 && change <= -0.015) {
            fire("flush", minute, false, -change * 100);
        }
        double vwap = bars.vwapBefore(minute);
        if (spikeX >= 4 && (close[minute - 1] - vwap) * (close[minute] - vwap) < 0 && Math.abs(change) >= 0.003) {
            fire("vwap_break", minute, up, 0.8 + Math.abs(close[minute] / vwap - 1) * 100);
        }
        double momentum = close[minute] / (double) close[minute - MOMENTUM_MINUTES] - 1;
        if (spikeX >= 4 && Math.abs(momentum) >= 0.025) {
            fire("price_momentum", minute, momentum > 0, Math.abs(momentum) * 1_000);
        }
        openingRange(minute, spikeX, close[minute]);
        consolidation(minute, spikeX, close[minute]);
    }

    private void openingRange(int minute, double spikeX, int close) {
        int from = bars.plan().openMinute();
        int to = from + OPENING_RANGE_MINUTES;
        if (spikeX < 4 || minute < to || minute >= bars.plan().closeMinute()) {
            return;
        }
        int high = bars.highest(from, to);
        int low = bars.lowest(from, to);
        // A break is the first close beyond the range: while the one before was still inside.
        int before = bars.plan().close()[minute - 1];
        if ((close > high && before <= high) || (close < low && before >= low)) {
            double beyond = close > high ? close - high : low - close;
            fire("opening_range_break", minute, close > high, 0.5 + beyond / Math.max(1, high - low) * 5);
        }
    }

    private void consolidation(int minute, double spikeX, int close) {
        int high = bars.highest(minute - RANGE_MINUTES, minute);
        int low = bars.lowest(minute - RANGE_MINUTES, minute);
        boolean narrow = high - low <= 0.012 * low;
        if (spikeX >= 5 && narrow && (close > high || close < low)) {
            fire("consolidation_break", minute, close > high, 0.8 + StrictMath.log1p(spikeX) / 4);
        }
    }

    private void fire(String type, int minute, boolean up, double score) {
        Integer last = firedAt.get(type);
        if (last == null || minute - last >= REST_MINUTES) {
            firedAt.put(type, minute);
            found.add(new DetectedEvent(type, minute, bars.session(minute), up, bars.spikeX(minute), score));
        }
    }
}
