package io.microtape.model.run;

import io.microtape.model.capture.Tape;
import java.time.Instant;
import java.util.Set;

/**
 * One execution over an approved manifest.
 *
 * @param reason why it is paused; empty otherwise
 */
public record Run(String runId, String manifestId, Set<Tape> tapes, RunState state, String reason, Instant createdAt) {}
