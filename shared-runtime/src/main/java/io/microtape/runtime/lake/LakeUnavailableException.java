package io.microtape.runtime.lake;

import java.io.IOException;

/**
 * The lake as a whole cannot be used now: not reached, no such bucket, no permission. It says nothing of any file. The message
 * names the lake and what to do, and no credential.
 */
public final class LakeUnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    public LakeUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
