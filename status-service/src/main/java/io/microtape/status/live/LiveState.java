package io.microtape.status.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.coverage.Coverage;
import io.microtape.model.coverage.Coverage.Reason;
import io.microtape.model.coverage.Remaining;
import io.microtape.runtime.coverage.RunStatus;
import io.microtape.runtime.json.Json;
import io.microtape.status.fleet.Rate;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that the stream tells of a manifest; its numbers are those of one {@link Coverage}.
 *
 * @param asOf   when it was read
 * @param states every state; they sum to {@code captures}
 */
record LiveState(String manifestId, Instant asOf, long captures, Map<CaptureState, Long> states, long missing,
        long rows, long bytes, Remaining remaining, List<Reason> reasons, Rate rate, List<RunStatus> runs) {
    private static final String AS_OF = "as_of";

    static LiveState of(Coverage coverage, Rate rate, List<RunStatus> runs) {
        return new LiveState(coverage.manifestId(), coverage.asOf(), coverage.captures(), coverage.states(),
                coverage.missing(), coverage.rows(), coverage.bytes(), coverage.remaining(), coverage.reasons(), rate,
                runs);
    }

    ObjectNode json() {
        return Json.mapper().valueToTree(this);
    }

    /** The members of a newer state that differ, and when it was read; only that when nothing differs. */
    static ObjectNode change(ObjectNode older, ObjectNode newer) {
        ObjectNode change = newer.objectNode();
        newer.properties().forEach(member -> {
            if (member.getKey().equals(AS_OF) || !member.getValue().equals(older.get(member.getKey()))) {
                change.set(member.getKey(), member.getValue());
            }
        });
        return change;
    }

    /** That nothing changed, for those who would else not know whether anybody still looks. */
    static ObjectNode alive(ObjectNode state) {
        return state.objectNode().set(AS_OF, state.get(AS_OF));
    }
}
