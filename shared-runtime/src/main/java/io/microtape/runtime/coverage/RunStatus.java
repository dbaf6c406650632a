package io.microtape.runtime.coverage;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.microtape.model.run.Run;
import io.microtape.model.coverage.Progress;

/** A run and how far it is; in JSON, {@code progress} stands among the run's fields. */
public record RunStatus(@JsonUnwrapped Run run, Progress progress) {}
