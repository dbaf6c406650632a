package io.microtape.runtime.http;

/** The {@code server} block of the configuration; {@code conf/microtape.yaml} documents each key. */
public record ServerSettings(String host, int port) {
    public ServerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("server.port is %d; allowed is 0 to 65535".formatted(port));
        }
    }
}
