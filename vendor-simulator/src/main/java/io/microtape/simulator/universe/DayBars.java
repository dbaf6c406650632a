package io.microtape.simulator.universe;

import io.microtape.model.session.Session;
import io.microtape.simulator.synthetic.DayPlan;

/** What the detection rules look at: one day's minute bars and what follows from those before each minute. */
final class DayBars {
    /** Minutes that the usual volume is the mean of. */
    static final int LOOK_BACK = 20;
    /** With less than this a minute, every print would be a spike. */
    private static final double LEAST_USUAL_VOLUME = 100;

    private final DayPlan plan;
    private final long[] volumeBefore;
    private final double[] dollarsBefore;

    DayBars(DayPlan plan) {
        this.plan = plan;
        volumeBefore = new long[plan.minutes() + 1];
        dollarsBefore = new double[plan.minutes() + 1];
        for (int minute = 0; minute < plan.minutes(); minute++) {
            volumeBefore[minute + 1] = volumeBefore[minute] + plan.volume()[minute];
            dollarsBefore[minute + 1] = dollarsBefore[minute] + plan.volume()[minute] * typical(minute);
        }
    }

    DayPlan plan() {
        return plan;
    }

    Session session(int minute) {
        if (minute < plan.openMinute()) {
            return Session.PM;
        }
        return minute < plan.closeMinute() ? Session.RTH : Session.AH;
    }

    /** Cents: the mean of high, low and close. */
    double typical(int minute) {
        return (plan.high()[minute] + plan.low()[minute] + plan.close()[minute]) / 3.0;
    }

    /** The minute's volume over the mean of the 20 minutes before it. */
    double spikeX(int minute) {
        long before = volumeBefore[minute] - volumeBefore[Math.max(0, minute - LOOK_BACK)];
        return plan.volume()[minute] / Math.max(LEAST_USUAL_VOLUME, before / (double) LOOK_BACK);
    }

    /** Cents: the volume-weighted mean price from the session's start to just before the minute, or NaN. */
    double vwapBefore(int minute) {
        int start = switch (session(minute)) {
            case PM, CLOSED -> 0;
            case RTH -> plan.openMinute();
            case AH -> plan.closeMinute();
        };
        return (dollarsBefore[minute] - dollarsBefore[start]) / (volumeBefore[minute] - volumeBefore[start]);
    }

    int highest(int from, int to) {
        int highest = Integer.MIN_VALUE;
        for (int minute = from; minute < to; minute++) {
            highest = Math.max(highest, plan.high()[minute]);
        }
        return highest;
    }

    int lowest(int from, int to) {
        int lowest = Integer.MAX_VALUE;
        for (int minute = from; minute < to; minute++) {
            lowest = Math.min(lowest, plan.low()[minute]);
        }
        return lowest;
    }

    /** The sum of volumes, shares. */
    long volume() {
        return volumeBefore[plan.minutes()];
    }

    /** The volume-weighted mean price of the day, USD. */
    double vwap() {
        return dollarsBefore[plan.minutes()] / volumeBefore[plan.minutes()] / DayPlan.CENTS;
    }
}
