package io.microtape.runtime.ledger;

import io.microtape.model.run.RunState;
import java.util.Optional;

/**
 * Which runs somebody wants to see.
 *
 * @param limit  runs at most, at least 1
 * @param offset runs to leave out at the beginning
 */
public record RunAsk(Optional<String> manifestId, Optional<RunState> state, RunSort sort, int limit, int offset) {
    /** Runs of a page when nothing is said. */
    public static final int DEFAULT_LIMIT = 100;
    /** The most runs of a page. */
    public static final int MAX_LIMIT = 1_000;
}
