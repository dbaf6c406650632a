package io.microtape.runtime.lake;

import java.util.Optional;

/**
 * What a store says of an object.
 *
 * @param etag     is another one when the object was replaced
 * @param checksum the SHA-256 that the store holds it against, in its own writing; empty when it holds none
 * @param sha256   the hex SHA-256 of the content by the word of who put it
 */
record Stored(String etag, long bytes, Optional<String> checksum, Optional<String> sha256) {
    String stamp() {
        return etag + " " + bytes;
    }
}
