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
    /** The field is no column. */
    static final int UNKNOWN = -1;
    /** There is no further field in this row. */
    static final int END = -2;
    private static final int MOST = 64;

    private final Map<String, Integer> indexes;
    private final Map<String, Integer> places = new HashMap<>();
    private SerializedString[] names = new SerializedString[16];
    private int[] columns = new int[16];
    private int known;
    private int next;

    /** @param indexes the columns by name */
    FieldOrder(Map<String, Integer> indexes) {
        this.indexes = indexes;
    }

    /** A row begins. */
    void begin() {
        next = 0;
    }

    /**
     * Moves to the next field of the row.
     *
     * @return its column, {@link #UNKNOWN} or {@link #END}
     */
    int next(JsonParser in) throws IOException {
        if (next < known && in.nextFieldName(names[next])) {
            return columns[next++];
        }
        String name = next < known ? in.currentName() : in.nextFieldName();
        if (in.currentToken() != JsonToken.FIELD_NAME) {
            return END;
        }
        Integer place = places.get(name);
        if (place == null) {
            return learn(name, indexes.getOrDefault(name, UNKNOWN));
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
