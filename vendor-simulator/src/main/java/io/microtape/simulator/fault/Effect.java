package io.microtape.simulator.fault;

import java.util.Map;

/** What a fault does to the answer of one request. */
public sealed interface Effect {
    /** Something else is answered; the request never reaches the tapes. */
    record Answered(int status, String contentType, String body, Map<String, String> headers) implements Effect {}

    /** The right answer is begun with its full Content-Length, and the connection is closed in the middle of it. */
    record BodyCut() implements Effect {}

    /** The connection is closed without an answer. */
    record ConnectionClosed() implements Effect {}
}
