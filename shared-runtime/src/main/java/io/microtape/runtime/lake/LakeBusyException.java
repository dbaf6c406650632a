package io.microtape.runtime.lake;

import java.io.IOException;

/** Somebody else writes the same file of the lake at the same moment, again and again. Whoever asks later finds it settled. */
public final class LakeBusyException extends IOException {
    private static final long serialVersionUID = 1L;

    LakeBusyException(String message) {
        super(message);
    }
}
