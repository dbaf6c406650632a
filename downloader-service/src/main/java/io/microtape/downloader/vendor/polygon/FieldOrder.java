package io.microtape.downloader.vendor.polygon;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Predicts the field that comes next in a row from the rows before, which nearly always is right: then the bytes are compared
 * with those of the name and nothing is looked up. Any other order is read as well, only slower.
 */
final class FieldOrder {
    /** There is no further field in this row. */
    static final int END = -2;
    private static final int MOST = 64;

    private final Map<String, Integer> places = new HashMap<>();
    private SerializedString[] names = new SerializedString[16];
    private int[] columns = new int[16];
    private int known;
    private int next;

    /** A row begins. */
    void begin() {
        next = 0;
    }

    /**
     * Moves to the next field of the row.
     *
     * @param indexes the columns by name
     * @return its column, -1 when it has none, or {@link #END}
     */
    int next(JsonParser in, Map<String, Integer> indexes) throws IOException {
        if (next < known && in.nextFieldName(names[next])) {
            return columns[next++];
        }
        String name = next < known ? in.currentName() : in.nextFieldName();
        if (in.currentToken() != JsonToken.FIELD_NAME) {
            return END;
        }
        Integer place = places.get(name);
        if (place == null) {
            return learn(name, indexes.getOrDefault(name, -1));
        }
        next = place + 1;
        return columns[place];
    }

    private int learn(String name, int column) {
        if (known < MOST) {
            if (known == names.length) {
                names = Arrays.copyOf(names, MOST);
                columns = Arrays.copyOf(columns, MOST);
            }
            places.put(name, known);
            names[known] = new SerializedString(name);
            columns[known++] = column;
            next = known;
        }
        return column;
    }
}
