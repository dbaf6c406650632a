package io.microtape.status.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.microtape.runtime.json.Json;
import io.vertx.core.buffer.Buffer;

/**
 * What the stream says at once.
 *
 * @param frame what is sent to a client that has all before it
 * @param whole the snapshot that says the same and all before it
 */
record Event(long number, Buffer frame, Buffer whole) {
    static Buffer frame(String id, String kind, ObjectNode data) {
        return Buffer.buffer("id: %s\nevent: %s\ndata: %s\n\n".formatted(id, kind, Json.text(data)));
    }
}
