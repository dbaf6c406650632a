package io.microtape.status.dashboard;

import io.vertx.core.buffer.Buffer;

/**
 * One file of the dashboard.
 *
 * @param etag changes exactly when the bytes do
 */
record Asset(String contentType, String etag, Buffer body) {}
