package io.microtape.model.coverage;

import io.microtape.model.capture.CaptureState;
import java.util.List;
import java.util.Map;

/**
 * How much of a manifest is captured. The counts of {@code states} hold every state, zeros included, and sum to
 * {@code captures}; so do those of the groups together.
 *
 * @param captures captures of the manifest: windows times tapes
 * @param rows     rows in the lake
 * @param bytes    bytes in the lake
 * @param by       the key the groups are by, in words; empty when there are none
 */
public record Coverage(String manifestId, long captures, Map<CaptureState, Long> states, long rows, long bytes,
        String by, List<Group> groups) {

    /** The counts of one value of the key; only states that occur are listed. */
    public record Group(String key, long captures, Map<CaptureState, Long> states) {}
}
