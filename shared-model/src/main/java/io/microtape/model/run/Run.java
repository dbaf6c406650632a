package io.microtape.model.run;

import io.microtape.model.capture.Tape;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One execution over an approved manifest.
 *
 * @param pilot  the most windows it was limited to, when it is a pilot; absent for a run over the whole manifest
 * @param reason why it is paused; empty otherwise
 */
public record Run(String runId, String manifestId, Set<Tape> tapes, Optional<Integer> pilot, RunState state,
        String reason, Instant createdAt) {}
