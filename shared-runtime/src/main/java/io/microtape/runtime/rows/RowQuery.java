package io.microtape.runtime.rows;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which rows of a file are wanted.
 *
 * @param filters what each row must pass
 * @param order   empty for the order of the file
 * @param limit   rows at most; empty for all
 * @param offset  rows to leave out at the beginning
 * @param columns the columns to answer with, in the order of the file; empty for all
 */
public record RowQuery(List<RowFilter> filters, Optional<RowOrder> order, OptionalLong limit, long offset,
        Set<String> columns) {
    /** How far into another order than the file's a page may reach. */
    public static final int MAX_SORTED = 1_000_000;
}
