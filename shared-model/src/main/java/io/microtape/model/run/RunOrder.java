package io.microtape.model.run;

/** In which order a run takes its windows; of each tape, all trades first. */
public enum RunOrder {
    /** Whenever it stops, what is done is a fair sample over session, event type and New York month. */
    STRATIFIED,
    /** The manifest's own, best score first. */
    RANK,
    /** Oldest event first. */
    CHRONOLOGICAL
}
