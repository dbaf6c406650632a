package io.microtape.model.run;

import io.microtape.model.capture.Tape;
import io.microtape.model.session.Session;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which captures of its manifest a run is about. Two runs of one manifest with the same scope are the same run, until it
 * is finished or cancelled.
 *
 * @param tapes trades, quotes or both; never none
 * @param waves the sessions whose windows it takes: {@code PM}, {@code RTH}, {@code AH}; never none
 * @param limit the most windows, the first of the run's order, at least 1; absent for all
 * @param pilot the most windows of a sample from every event type and session, at least 1; absent when it is no pilot
 */
public record RunScope(Set<Tape> tapes, Set<Session> waves, Optional<Integer> limit, Optional<Integer> pilot) {
    /** Every session that has windows. */
    public static final Set<Session> ALL_WAVES = Collections
            .unmodifiableSet(EnumSet.of(Session.PM, Session.RTH, Session.AH));

    private static final int MOST_WINDOWS = 10_000_000;

    /** @throws IllegalArgumentException when a part is none, or out of its range; the message says which */
    public RunScope {
        if (tapes.isEmpty() || waves.isEmpty()) {
            throw new IllegalArgumentException("a run needs a tape and a wave");
        }
        if (!ALL_WAVES.containsAll(waves)) {
            throw new IllegalArgumentException("waves are %s; allowed are PM, AH, RTH and all".formatted(waves));
        }
        refuseOutOfRange("limit", limit);
        refuseOutOfRange("pilot", pilot);
        if (limit.isPresent() && pilot.isPresent()) {
            throw new IllegalArgumentException("a run has a limit or is a pilot; leave one of both out");
        }
        tapes = Collections.unmodifiableSet(new TreeSet<>(tapes));
        waves = Collections.unmodifiableSet(new TreeSet<>(waves));
    }

    /** All windows of every wave. */
    public static RunScope whole(Set<Tape> tapes) {
        return new RunScope(tapes, ALL_WAVES, Optional.empty(), Optional.empty());
    }

    /** Whether it takes some windows of its waves only. */
    public boolean chosen() {
        return limit.isPresent() || pilot.isPresent();
    }

    private static void refuseOutOfRange(String name, Optional<Integer> windows) {
        windows.filter(number -> number < 1 || number > MOST_WINDOWS).ifPresent(number -> {
            throw new IllegalArgumentException(
                    "a %s of %d windows; allowed is 1 to %d".formatted(name, number, MOST_WINDOWS));
        });
    }
}
