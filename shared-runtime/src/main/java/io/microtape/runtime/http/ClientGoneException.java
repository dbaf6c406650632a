package io.microtape.runtime.http;

import java.io.IOException;

/** The client went away before its answer was whole: nobody is left to be told, and nothing here is wrong. */
final class ClientGoneException extends IOException {
    private static final long serialVersionUID = 1L;

    ClientGoneException(Throwable cause) {
        super("the client is gone", cause);
    }
}
