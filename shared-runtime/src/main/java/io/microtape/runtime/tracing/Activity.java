package io.microtape.runtime.tracing;

import io.vertx.core.eventbus.DeliveryOptions;

/**
 * Something that takes time and is told to whoever collects the traces, until it is closed. Where nothing is traced it is
 * {@link #NONE}, which does nothing. It belongs to the thread that works on it.
 */
public interface Activity extends AutoCloseable {
    /** What is not traced. */
    Activity NONE = new NoActivity();

    /** What this thread is at work on; {@link #NONE} where nothing is traced. */
    static Activity current() {
        return CurrentActivity.get();
    }

    /** Begins a part of what this thread is at work on; until it is closed, that is what the thread is at work on. */
    static Activity begin(String name) {
        return current().part(name);
    }

    /** Begins a part of this; until it is closed, that is what the thread is at work on. */
    Activity part(String name);

    /** As {@link #part}, of something that is asked of another program. */
    Activity call(String name);

    /** Says more about it. */
    Activity with(String key, String value);

    /** As above, a number. */
    Activity with(String key, long value);

    /** It did not come to what it was for. */
    void failed(String why);

    /** Until the result is closed, this is what the thread is at work on, also for what it publishes on the bus. */
    Entered enter();

    /**
     * As the options, for a message that is said because of this: what is done about it elsewhere is part of this. A request
     * should go this way, and not as Vert.x would send it: its own span of a request is never told when the reply comes before
     * the write is confirmed, and what it holds together falls apart.
     */
    DeliveryOptions carriedBy(DeliveryOptions options);

    /** Names its trace, as 32 hexadecimal digits; empty where nothing is traced. */
    String traceId();

    /** It is over; a second call does nothing. */
    @Override
    void close();

    /** The time that a thread is at work on something. */
    interface Entered extends AutoCloseable {
        @Override
        void close();
    }
}
