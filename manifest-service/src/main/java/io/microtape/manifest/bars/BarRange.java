package io.microtape.manifest.bars;

/** The bars of one symbol: {@code from} up to, not including, {@code to}. */
public record BarRange(int from, int to) {}
