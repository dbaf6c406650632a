package io.microtape.runtime.rows;

import java.util.OptionalLong;

/**
 * What a page of rows is a page of.
 *
 * @param name       what the rows are: {@code events}, {@code rejections}
 * @param total      rows that the filters leave, on all pages
 * @param limit      rows asked for at most; empty when all were
 * @param nextOffset where the next page starts; empty on the last
 */
public record PageNote(String name, long total, OptionalLong limit, long offset, OptionalLong nextOffset) {}
