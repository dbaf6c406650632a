package io.microtape.runtime.parquet;

/**
 * How the rows of a file are laid out.
 *
 * @param groupRows  rows of a row group at most
 * @param groupBytes a row group ends when it holds this much, compressed; it is what an open file takes in heap
 * @param micros     whether an instant is two columns, {@code x} in microseconds and {@code x_ns} with the nanoseconds after
 *                   those, 0 to 999, for readers that know no nanoseconds; else it is one of nanoseconds
 */
public record Layout(long groupRows, long groupBytes, boolean micros) {
    /** Small row groups, so that many open files together stay small. */
    public static final Layout SMALL_GROUPS = new Layout(Long.MAX_VALUE, 3L * 1024 * 1024, false);
    /** What stands behind the name of an instant for its nanoseconds. */
    public static final String REMAINDER = "_ns";

    static final long NANOS_PER_MICRO = 1_000;
}
