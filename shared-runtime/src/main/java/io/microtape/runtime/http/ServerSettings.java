package io.microtape.runtime.http;

import io.microtape.runtime.config.Range;

/** The {@code server} block of the configuration; {@code conf/microtape.yaml} documents each key. */
public record ServerSettings(String host, int port) {
    public ServerSettings {
        Range.check("server.port", port, 0, 65_535);
    }
}
