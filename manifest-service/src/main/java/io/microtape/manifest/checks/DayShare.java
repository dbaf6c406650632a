package io.microtape.manifest.checks;

import java.time.LocalDate;

/** How much of a manifest one New York date holds, in percent of its events. */
public record DayShare(LocalDate date, int events, double pct) {}
