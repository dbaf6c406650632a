package io.microtape.model.run;

/**
 * What a run has used up.
 *
 * @param requests requests of the vendor for its captures, in all attempts
 * @param bytes    bytes of the files that were published for it
 * @param millis   milliseconds for which it was {@code RUNNING} and its captures were handed out, as of the last
 *                 settlement or heartbeat
 */
public record RunUse(long requests, long bytes, long millis) {
    public static final RunUse NOTHING = new RunUse(0, 0, 0);
}
