package io.microtape.manifest.whatif;

import java.time.Instant;
import java.util.Optional;

/**
 * An event that one of two manifests has and the other has not.
 *
 * @param reason    why the other has it not: the reason of its rejection there, or {@code not_in_input}
 * @param observed  what that rule saw
 * @param threshold what it asked for
 */
public record MovedEvent(String eventId, String symbol, String eventType, Instant timestamp, String session,
        double score, String reason, Optional<Double> observed, Optional<Double> threshold) {
    /** The other manifest was built from inputs without the event. */
    static final String NOT_IN_INPUT = "not_in_input";
}
