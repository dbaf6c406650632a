package io.microtape.model.fleet;

/** Whether requests to the vendor pass. */
public enum CircuitState {
    CLOSED,
    /** One request tries. */
    HALF_OPEN,
    /** None passes. */
    OPEN
}
