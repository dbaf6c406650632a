package io.microtape.manifest.checks;

/**
 * How many events of one kind there were and how many were selected.
 *
 * @param candidates    distinct events at a time when something trades
 * @param candidatesPct {@code candidates} in percent of all of them
 * @param selected      those in the manifest
 * @param selectedPct   {@code selected} in percent of the manifest's events; 0 in an empty manifest
 */
public record Tally(int candidates, double candidatesPct, int selected, double selectedPct) {}
