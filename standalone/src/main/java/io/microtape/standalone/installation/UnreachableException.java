package io.microtape.standalone.installation;

/** A server did not answer; it may do so later. The message says which, and what to do. */
public final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreachableException(String message) {
        super(message);
    }
}
