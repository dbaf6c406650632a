package io.microtape.simulator.http;

/** A request that the vendor refuses with 400. The message is what its body says. */
final class BadQuery extends Exception {
    private static final long serialVersionUID = 1L;

    BadQuery(String message) {
        super(message);
    }

    BadQuery(String message, Throwable cause) {
        super(message, cause);
    }
}
