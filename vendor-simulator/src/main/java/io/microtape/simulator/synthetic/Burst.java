package io.microtape.simulator.synthetic;

import java.util.ArrayList;
import java.util.List;

/**
 * A minute in which a crowd arrives, and the minutes in which it leaves again.
 *
 * @param minute of the day plan
 * @param crowd how many times the usual trades of a regular minute
 * @param move logarithm of the price change in that minute
 */
record Burst(int minute, double crowd, double move) {
    private static final double QUIET_DAY_CHANCE = 0.06;
    /** How much of the crowd is still there a minute later. */
    private static final double STAY = 0.55;
    private static final int LENGTH = 8;
    private static final double FLUSH_SHARE = 0.2;
    /** Shares of the bursts up to the end of a session. */
    private static final double PREMARKET = 0.10;
    private static final double BEFORE_AFTER_HOURS = 0.965;

    static List<Burst> of(Dice dice, boolean inPlay, int openMinute, int closeMinute, int minutes) {
        int count = inPlay ? 3 + dice.below(5) : dice.chance(QUIET_DAY_CHANCE) ? 1 : 0;
        List<Burst> bursts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double session = dice.unit();
            int from = session < PREMARKET
                    ? openMinute / 3
                    : session < BEFORE_AFTER_HOURS ? openMinute + 3 : closeMinute + 5;
            int to = session < PREMARKET
                    ? openMinute
                    : session < BEFORE_AFTER_HOURS ? closeMinute : (closeMinute + minutes) / 2;
            int minute = from + dice.below(to - from);
            double crowd = dice.between(5, 18) * (session < PREMARKET || session >= BEFORE_AFTER_HOURS ? 0.5 : 1);
            double size = dice.chance(FLUSH_SHARE) ? -dice.between(0.018, 0.04) : dice.between(0.006, 0.022);
            bursts.add(new Burst(minute, crowd, dice.chance(0.6) || size < 0 ? size : -size));
        }
        return bursts;
    }

    /** How many times the usual trades this burst adds in a minute. */
    double crowdIn(int at) {
        if (at < minute || at >= minute + LENGTH) {
            return 0;
        }
        double left = crowd;
        for (int i = minute; i < at; i++) {
            left *= STAY;
        }
        return left;
    }

    /** Its price change in a minute: all at once, a third more in the next two minutes, a third back after. */
    double moveIn(int at) {
        return switch (at - minute) {
            case 0 -> move;
            case 1, 2 -> move / 6;
            case 3, 4 -> -move / 6;
            default -> 0;
        };
    }
}
