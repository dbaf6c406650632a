package io.microtape.model.manifest;

import java.util.Optional;

/**
 * One question about a manifest and its answer.
 *
 * @param name      stable name in snake case
 * @param value     what was measured, in {@code unit}; empty when there was nothing to measure
 * @param unit      the unit of {@code value} and {@code margin}
 * @param threshold what the profile asks for, in words people read
 * @param margin    room left to the nearest threshold, negative beyond it; empty when there is no value that could be
 *                  compared
 * @param detail    why, when the outcome needs a word; empty otherwise
 */
public record Check(String name, Weight weight, Optional<Double> value, String unit, String threshold,
        Optional<Double> margin, Outcome outcome, String detail) {

    /** What a failure costs. */
    public enum Weight {
        /** A failure is NO_GO. */
        MANDATORY,
        /** A failure is a warning. */
        RECOMMENDED
    }

    /** How the question was answered. */
    public enum Outcome {
        PASS,
        FAIL,
        /** Its input does not exist; {@code detail} says which. */
        SKIPPED,
        /** The question has no meaning for this manifest; it counts as a failure. */
        ERROR
    }
}
