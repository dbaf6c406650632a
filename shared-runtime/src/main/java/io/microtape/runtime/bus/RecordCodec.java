package io.microtape.runtime.bus;

import io.microtape.runtime.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Carries one record type over the event bus: as it is inside a process, as JSON between processes. */
final class RecordCodec<T> implements MessageCodec<T, T> {
    private final Class<T> type;

    RecordCodec(Class<T> type) {
        this.type = type;
    }

    @Override
    public void encodeToWire(Buffer buffer, T value) {
        Buffer text = Buffer.buffer(Json.text(value));
        buffer.appendInt(text.length()).appendBuffer(text);
    }

    @Override
    public T decodeFromWire(int position, Buffer buffer) {
        int start = position + Integer.BYTES;
        return Json.read(buffer.getString(start, start + buffer.getInt(position)), type);
    }

    @Override
    public T transform(T value) {
        return value;
    }

    @Override
    public String name() {
        return type.getName();
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
