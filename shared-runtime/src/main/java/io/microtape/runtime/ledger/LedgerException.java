package io.microtape.runtime.ledger;

/** A request that the ledger refuses. The message says what was asked, why it cannot be, and what to do. */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean notFound;

    private LedgerException(String message, boolean notFound) {
        super(message);
        this.notFound = notFound;
    }

    /** What was asked for is not in the ledger. */
    public static LedgerException notFound(String message) {
        return new LedgerException(message, true);
    }

    /** It is there, but this may not be done with it. */
    public static LedgerException refused(String message) {
        return new LedgerException(message, false);
    }

    /** Whether what was asked for is not there, unlike what is there and refused. */
    public boolean notFound() {
        return notFound;
    }
}
