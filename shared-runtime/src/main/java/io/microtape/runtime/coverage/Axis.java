package io.microtape.runtime.coverage;

import java.util.function.IntUnaryOperator;

/**
 * What captures are counted by or narrowed to.
 *
 * @param values by code, in the order in which groups come
 * @param code   the code of the capture at a position
 */
record Axis(String[] values, IntUnaryOperator code) {}
