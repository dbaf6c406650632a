package io.microtape.manifest.store;

/** A stored manifest whose rows are not those that its id promises. It must not be run. */
public final class TamperedManifestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TamperedManifestException(String message) {
        super(message);
    }

    public TamperedManifestException(String message, Throwable cause) {
        super(message, cause);
    }
}
