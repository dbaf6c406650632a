package io.microtape.downloader.ratelimit;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time of whoever owns the ledger, as its answers tell it: the slots of a budget mean the same on every machine, whatever
 * the clocks of the machines say. Between answers it runs by this machine's monotonic counter. It is wrong by no more than a
 * round trip takes, and does not go back once an answer was heard. May be shared by threads.
 */
public final class OwnerTime {
    private final LongSupplier counter;
    /** Owner's time minus counter, nanoseconds. */
    private long offset;
    private boolean heard;
    private long last = Long.MIN_VALUE;

    /** @param clock stands in until the first answer */
    public OwnerTime(InstantSource clock) {
        this(System::nanoTime, clock);
    }

    OwnerTime(LongSupplier counter, InstantSource clock) {
        this.counter = counter;
        this.offset = Math.multiplyExact(clock.millis(), 1_000_000L) - counter.getAsLong();
    }

    /**
     * An answer said what time it was when it was given: some time between those at which it was asked for and received.
     *
     * @param sent     by the monotonic counter
     * @param received by the monotonic counter
     * @param at       the owner's time, epoch nanoseconds
     */
    synchronized void heard(long sent, long received, long at) {
        long low = at - received;
        long high = at - sent;
        if (heard) {
            offset = Math.clamp(offset, low, high);
        } else {
            offset = low + (high - low) / 2;
            last = Long.MIN_VALUE;
            heard = true;
        }
    }

    /** Epoch nanoseconds. */
    public synchronized long nanos() {
        last = Math.max(last, counter.getAsLong() + offset);
        return last;
    }
}
