package io.microtape.manifest.run;

import io.microtape.runtime.coverage.RunStatus;

/** A run that asks again for what it gave up, and for how many captures. */
public record RetriedRun(RunStatus run, long captures) {}
