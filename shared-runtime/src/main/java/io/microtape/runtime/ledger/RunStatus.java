package io.microtape.runtime.ledger;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.microtape.model.run.Run;
import io.microtape.runtime.ledger.RunCaptures.Progress;

/** A run and how far it is; in JSON, {@code progress} stands among the run's fields. */
public record RunStatus(@JsonUnwrapped Run run, Progress progress) {}
