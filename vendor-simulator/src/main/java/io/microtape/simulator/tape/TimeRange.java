package io.microtape.simulator.tape;

/**
 * The instants {@code from <= t < to}, in epoch nanoseconds. {@link Long#MIN_VALUE} and {@link Long#MAX_VALUE} stand for
 * "no bound".
 */
public record TimeRange(long from, long to) {
    public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

    public boolean isEmpty() {
        return from >= to;
    }

    /** The instants in both. */
    public TimeRange and(TimeRange other) {
        return new TimeRange(Math.max(from, other.from), Math.min(to, other.to));
    }

    /** These instants without those before {@code nanos}. */
    public TimeRange from(long nanos) {
        return new TimeRange(Math.max(from, nanos), to);
    }

    /** These instants without {@code nanos} and those after it. */
    public TimeRange until(long nanos) {
        return new TimeRange(from, Math.min(to, nanos));
    }
}
