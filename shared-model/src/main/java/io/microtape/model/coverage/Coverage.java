package io.microtape.model.coverage;

import io.microtape.model.capture.CaptureState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How much is captured of what was asked about. The counts of {@code states} hold every state, zeros included, and sum to
 * {@code captures}; so do the groups of all pages together.
 *
 * @param asOf       when the ledger was read
 * @param captures   captures: windows times tapes
 * @param missing    captures that are neither complete nor confirmed to be empty
 * @param rows       rows in the lake
 * @param bytes      bytes in the lake
 * @param reasons    why captures were given up, most frequent first, at most 20
 * @param by         the words of the keys that the groups are by; empty when there are none
 * @param groups     a page of the groups
 * @param total      groups on all pages
 * @param nextOffset where the next page starts; empty on the last one
 */
public record Coverage(String manifestId, Instant asOf, long captures, Map<CaptureState, Long> states, long missing,
        long rows, long bytes, Remaining remaining, List<Reason> reasons, List<String> by, List<Group> groups,
        long total, int limit,
        long offset, OptionalLong nextOffset) {
    /** What is had, or known not to be: of these nothing is missing. */
    public static final Set<CaptureState> NOT_MISSING = Set.of(CaptureState.COMPLETE, CaptureState.EMPTY_CONFIRMED);

    /**
     * Why captures were given up.
     *
     * @param state {@code FAILED}, {@code NOT_ENTITLED} or {@code VENDOR_HOLE}
     * @param cause in words; empty where the state says it
     */
    public record Reason(CaptureState state, String cause, long captures) {}

    /**
     * The counts of one value of each key.
     *
     * @param key    the values, in the order of {@code by}
     * @param states only those that occur
     */
    public record Group(List<String> key, long captures, Map<CaptureState, Long> states, long missing, long rows,
            long bytes) {}

    /** How many captures are in a state; 0 when none is. */
    public long of(CaptureState state) {
        return states.getOrDefault(state, 0L);
    }
}
