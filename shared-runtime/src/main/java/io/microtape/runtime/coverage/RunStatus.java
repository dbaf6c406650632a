package io.microtape.runtime.coverage;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.microtape.model.coverage.Progress;
import io.microtape.model.run.Run;
import io.microtape.runtime.ledger.RunCaptures;
import java.util.OptionalLong;

/**
 * A run and how far it is; in JSON, {@code progress} stands among the run's fields.
 *
 * @param open captures that are to be asked now, see {@link RunCaptures#open}; empty for a run in a list
 */
public record RunStatus(@JsonUnwrapped Run run, Progress progress, OptionalLong open) {}
