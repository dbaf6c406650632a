package io.microtape.runtime.tracing;

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

    /** Until the result is closed, this is what the thread is at work on, also for what it says on the bus. */
    Entered enter();

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
