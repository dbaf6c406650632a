package io.microtape.manifest.selection;

/**
 * What one more step of a cap or threshold would give, everything else as it is.
 *
 * @param setting   the configuration key
 * @param from      the value in force
 * @param to        the value one step looser
 * @param available events that more would reach the session quotas; negative if fewer
 * @param selected  events that more would be in the manifest; negative if fewer
 */
public record MarginalEffect(String setting, double from, double to, int available, int selected) {}
