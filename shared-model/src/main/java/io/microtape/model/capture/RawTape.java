package io.microtape.model.capture;

/**
 * The full tape that is kept beside a thinned one.
 *
 * @param bytes  size of its file
 * @param sha256 hex SHA-256 of its file
 */
public record RawTape(long bytes, String sha256) {}
