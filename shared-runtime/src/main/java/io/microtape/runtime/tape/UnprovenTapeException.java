package io.microtape.runtime.tape;

/** A file of the lake that is missing or is not what the ledger proves. The message names it and says what to do. */
public final class UnprovenTapeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnprovenTapeException(String message) {
        super(message);
    }
}
