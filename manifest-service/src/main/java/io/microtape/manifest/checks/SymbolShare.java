package io.microtape.manifest.checks;

/** How much of a manifest one symbol holds, in percent of its events. */
public record SymbolShare(String symbol, int events, double pct) {}
