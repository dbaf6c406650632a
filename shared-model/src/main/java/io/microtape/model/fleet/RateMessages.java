package io.microtape.model.fleet;

import java.util.List;

/**
 * How the downloaders of a fleet share the numbers of their one budget: the owner of the ledger keeps them, so that whoever is
 * cut off from it has no budget, and not one of its own. Any of it may be lost or repeated.
 */
public final class RateMessages {
    /** Where numbers are asked for; point to point. */
    public static final String READ = "microtape.rate.read";
    /** Where a number is changed; point to point. */
    public static final String SWAP = "microtape.rate.swap";

    private RateMessages() {}

    /** Asks for numbers by name; answered with {@link Numbers}. */
    public record Read(List<String> names) {}

    /**
     * The numbers in the order of their names, as they were together at one moment.
     *
     * @param values 0 for one that was never set
     * @param at     the time of whoever answers, epoch nanoseconds: the time that the whole fleet goes by
     */
    public record Numbers(List<Long> values, long at) {}

    /** Changes a number if it still is what was seen; answered with {@link Swapped}. */
    public record Swap(String name, long seen, long now) {}

    /** Whether the number was changed. One that was changed by a {@link Swap} whose answer was lost is not changed again. */
    public record Swapped(boolean swapped) {}
}
