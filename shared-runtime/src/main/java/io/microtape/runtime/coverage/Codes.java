package io.microtape.runtime.coverage;

import java.util.HashMap;
import java.util.Map;

/** The places of an enum's constants in {@code values()}, by name: what the captures in memory have in a constant's place. */
record Codes(Map<String, Byte> byName) {
    static Codes of(Enum<?>... values) {
        Map<String, Byte> byName = new HashMap<>();
        for (Enum<?> value : values) {
            byName.put(value.name(), (byte) byName.size());
        }
        return new Codes(byName);
    }

    byte of(String name) {
        return byName.get(name);
    }
}
