package io.microtape.runtime.table;

/** A file that cannot be read as the table it should be. The message names file, column and remedy. */
public final class TableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TableException(String message) {
        super(message);
    }

    public TableException(String message, Throwable cause) {
        super(message, cause);
    }
}
