package io.microtape.status.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.coverage.Coverage;
import io.microtape.model.coverage.Progress;
import io.microtape.model.coverage.Remaining;
import io.microtape.model.run.Run;
import io.microtape.runtime.json.Json;
import io.microtape.status.fleet.Rate;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that the stream tells of a manifest.
 *
 * @param asOf     when it was read
 * @param states   every state; they sum to {@code captures}
 * @param missing  as in {@link Coverage}
 * @param settlements rises with each capture that changed, so that whoever shows captures one by one knows when to look
 */
record LiveState(String manifestId, Instant asOf, long captures, Map<CaptureState, Long> states, long missing,
        long rows, long bytes, Remaining remaining, Rate rate, List<RunState> runs) {

    /** A run and how far it is. */
    record RunState(Run run, Progress progress) {}

    static LiveState of(Coverage coverage, Rate rate, List<RunState> runs) {
        return new LiveState(coverage.manifestId(), coverage.asOf(), coverage.captures(), coverage.states(),
                coverage.missing(), coverage.rows(), coverage.bytes(), coverage.remaining(), rate, runs);
    }

    ObjectNode json() {
        return Json.mapper().valueToTree(this);
    }

    /** The members of a newer state that differ, and when it was read; only that when nothing differs. */
    static ObjectNode change(ObjectNode older, ObjectNode newer) {
        ObjectNode change = newer.deepCopy();
        change.properties().removeIf(member -> !member.getKey().equals("as_of")
                && member.getValue().equals(older.get(member.getKey())));
        return change;
    }
}
