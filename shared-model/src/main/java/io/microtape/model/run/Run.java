package io.microtape.model.run;

import java.time.Instant;

/**
 * One execution over an approved manifest.
 *
 * @param reason why it is paused; empty otherwise
 * @param budget what it may use up before it is paused
 * @param used   what it has used up so far
 */
public record Run(String runId, String manifestId, RunScope scope, RunOrder order, RunState state, String reason,
        RunBudget budget, RunUse used, Instant createdAt) {

    /** Whether it can go on: neither finished nor cancelled. */
    public boolean unfinished() {
        return state == RunState.RUNNING || state == RunState.PAUSED;
    }
}
