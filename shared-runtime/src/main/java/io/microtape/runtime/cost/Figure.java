package io.microtape.runtime.cost;

/**
 * One estimated quantity of the captures of one kind together.
 *
 * @param p50        the total is as likely above as below
 * @param p90        nine in ten such totals stay below
 * @param provenance {@code cell}, {@code session}, {@code all} or {@code placeholder}: see {@link Provenance}
 * @param captures   settled captures that the figure rests on; 0 of a placeholder
 */
public record Figure(double p50, double p90, String provenance, long captures) {}
