package io.microtape.simulator.http;

import io.microtape.simulator.rewrite.Question;

/**
 * A request for a page that may be answered.
 *
 * @param ticker decoded
 * @param hole whether it is to be answered as if there were no rows
 * @param gzip whether the answer may be compressed
 */
record Asked(Question question, String ticker, PageQuery query, String requestId, boolean hole, boolean gzip) {
    /** The absolute URL that was asked, without its query. */
    String self() {
        return "http://" + question.authority() + question.path();
    }
}
