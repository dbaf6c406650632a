package io.microtape.runtime.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives each distinct text a code, 0 first, in order of appearance. */
public final class StringDictionary {
    private final Map<String, Integer> codes = new HashMap<>();
    private final List<String> values = new ArrayList<>();

    /** The number of a value, counted from 0 in the order in which values were first seen. */
    public int code(String value) {
        Integer known = codes.get(value);
        if (known != null) {
            return known;
        }
        codes.put(value, values.size());
        values.add(value);
        return values.size() - 1;
    }

    /** The texts by code. */
    public String[] values() {
        return values.toArray(String[]::new);
    }
}
