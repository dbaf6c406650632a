package io.microtape.manifest.input;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.StringDictionary;
import java.util.Arrays;

/** Text, as it stands in the file. */
final class TextCells extends CsvCells {
    private final StringDictionary dictionary = new StringDictionary();
    private int[] codes = new int[FIRST_ROOM];
    private String last = "";
    private int lastCode;

    @Override
    void grow(int room) {
        codes = Arrays.copyOf(codes, room);
    }

    @Override
    boolean set(int row) {
        codes[row] = -1;
        return true;
    }

    @Override
    boolean set(int row, char[] text, int offset, int length) {
        // Files are often sorted by symbol: then most cells repeat the one above.
        if (last.length() != length || !isLast(text, offset)) {
            last = new String(text, offset, length);
            lastCode = dictionary.code(last);
        }
        codes[row] = lastCode;
        return true;
    }

    private boolean isLast(char[] text, int offset) {
        for (int i = 0; i < last.length(); i++) {
            if (last.charAt(i) != text[offset + i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    Column column() {
        return new Column.Strings(Arrays.copyOf(codes, rows()), dictionary.values());
    }

    @Override
    String kind() {
        return "text";
    }

    @Override
    String remedy() {
        return "write it in UTF-8";
    }
}
