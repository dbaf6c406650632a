package io.microtape.simulator.http;

import java.util.HexFormat;

/** Request ids like the vendor's: 32 hex digits, never the same twice in one simulator. */
final class RequestIds {
    private RequestIds() {}

    static String of(long ordinal) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(ordinal * 0x9E3779B97F4A7C15L) + hex.toHexDigits(Long.reverse(ordinal) ^ 0x6D696372L);
    }
}
