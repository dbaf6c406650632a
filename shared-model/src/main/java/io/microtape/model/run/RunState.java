package io.microtape.model.run;

/** Where a run stands. */
public enum RunState {
    /** Its captures may be leased. */
    RUNNING,
    /** Nothing is leased until somebody resumes it; the run says why. */
    PAUSED,
    /** Every capture of it is settled. */
    FINISHED,
    /** Ended by request; what was not captured is left as it was. */
    CANCELLED
}
