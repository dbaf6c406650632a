package io.microtape.model.coverage;

import io.microtape.model.capture.CaptureState;
import java.util.EnumMap;
import java.util.Map;

/**
 * How far a run is.
 *
 * @param captures that the run is about
 * @param answered captures with an answer, whatever it was
 * @param states   how many captures are in each state; only those that occur
 * @param rows     rows in the lake
 * @param bytes    bytes in the lake
 */
public record Progress(long captures, long answered, Map<CaptureState, Long> states, long rows, long bytes) {

    /** The progress that these states mean. */
    public static Progress of(Map<CaptureState, Long> states, long rows, long bytes) {
        long captures = states.values().stream().mapToLong(Long::longValue).sum();
        long open = states.getOrDefault(CaptureState.PLANNED, 0L) + states.getOrDefault(CaptureState.QUEUED, 0L)
                + states.getOrDefault(CaptureState.IN_FLIGHT, 0L);
        Map<CaptureState, Long> occurring = new EnumMap<>(CaptureState.class);
        states.forEach((state, count) -> {
            if (count > 0) {
                occurring.put(state, count);
            }
        });
        return new Progress(captures, captures - open, occurring, rows, bytes);
    }

    /** How many captures are in a state; 0 when none is. */
    public long of(CaptureState state) {
        return states.getOrDefault(state, 0L);
    }
}
