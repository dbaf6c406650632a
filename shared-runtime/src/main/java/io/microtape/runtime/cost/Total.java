package io.microtape.runtime.cost;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One estimated quantity of many kinds of captures together: the sums of their figures.
 *
 * @param from     how many of the captures are estimated from {@code cell}, {@code session}, {@code all} and
 *                 {@code placeholder}; only what occurs
 * @param captures settled captures that the figure rests on, each counted once
 */
public record Total(double p50, double p90, Map<String, Integer> from, long captures) {

    /** Where the figure comes from, for people. */
    public String origin() {
        if (from.keySet().equals(Set.of(Provenance.PLACEHOLDER.word()))) {
            return "placeholder";
        }
        String parts = from.entrySet().stream().map(part -> part.getKey() + " " + part.getValue())
                .collect(Collectors.joining(", "));
        return from.isEmpty() ? "nothing to capture" : parts + "; on " + captures + " settled captures";
    }
}
