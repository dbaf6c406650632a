package io.microtape.runtime.http;

import io.microtape.runtime.config.Range;

/** The {@code server} block of the configuration; {@code conf/microtape.yaml} documents each key. */
public record ServerSettings(String host, int port, int managementPort) {
    public ServerSettings {
        Range.check("server.port", port, 0, 65_535);
        Range.check("server.management_port", managementPort, 0, 65_535);
    }
}
