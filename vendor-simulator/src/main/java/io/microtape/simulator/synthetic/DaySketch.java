package io.microtape.simulator.synthetic;

import java.time.LocalDate;
import java.util.List;

/** The outline of a day before its minutes are drawn; the fields mean what they mean in {@link DayPlan}. */
record DaySketch(String symbol, LocalDate date, long firstMinute, int openMinute, int closeMinute, int minutes,
        boolean inPlay, List<Burst> bursts) {
    boolean regular(int minute) {
        return minute >= openMinute && minute < closeMinute;
    }

    double crowd(int minute) {
        double crowd = 0;
        for (Burst burst : bursts) {
            crowd += burst.crowdIn(minute);
        }
        return crowd;
    }

    double move(int minute) {
        double move = 0;
        for (Burst burst : bursts) {
            move += burst.moveIn(minute);
        }
        return move;
    }
}
